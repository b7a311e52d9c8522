-- What was not said, or only might be, is kept as such.
alter table quotes add column modality text not null default 'stated';
drop view who_said_what;
create view who_said_what as
  select quotes.number as quote, speakers.name as speaker, quotes.text, quotes.kind, quotes.modality, articles.outlet,
    articles.date, quotes.printed, attributions.descriptor, quotes.cue_text as cue, attributions.kind as speaker_kind,
    attributions.score as sure, attributions.reason, quotes.reason as found_by, articles.title, quotes.article_id,
    attributions.speaker_id
  from quotes join articles on articles.id = quotes.article_id
    left join attributions on attributions.quote = quotes.number
    left join speakers on speakers.id = attributions.speaker_id;
