-- The common answers as views, for browsing in Datasette.
create view who_said_what as
  select quotes.number as quote, speakers.name as speaker, quotes.text, quotes.kind, articles.outlet, articles.date,
    quotes.printed, attributions.descriptor, quotes.cue_text as cue, attributions.kind as speaker_kind,
    attributions.score as sure, attributions.reason, quotes.reason as found_by, articles.title, quotes.article_id,
    attributions.speaker_id
  from quotes join articles on articles.id = quotes.article_id
    left join attributions on attributions.quote = quotes.number
    left join speakers on speakers.id = attributions.speaker_id;
create view versions as
  select claims.id as claim_id, quotes.text, articles.outlet, articles.date, speakers.name as speaker, quotes.kind,
    case when quotes.number = claims.first then 'first' else links.relation end as relation,
    (select group_concat(case when links.a = claims.first then kind || ': ' || before || ' | ' || after
        else replace(replace(replace(kind, 'cut', '-'), 'added', 'cut'), '-', 'added') || ': ' || after || ' | ' || before
        end, '; ') from changes where changes.link_id = links.id) as changes,
    quotes.article_id, quotes.number as quote
  from claims join claim_quotes on claim_quotes.claim_id = claims.id
    join quotes on quotes.number = claim_quotes.quote join articles on articles.id = quotes.article_id
    left join attributions on attributions.quote = quotes.number
    left join speakers on speakers.id = attributions.speaker_id
    left join links on (links.a = quotes.number and links.b = claims.first)
      or (links.b = quotes.number and links.a = claims.first)
  where claims.versions > 1;
create view speaker_counts as
  select speakers.name as speaker, speakers.kind, count(*) as quotes, count(distinct quotes.article_id) as articles,
    count(distinct articles.outlet) as outlets, min(articles.date) as first_date, max(articles.date) as last_date,
    speakers.id as speaker_id
  from speakers join attributions on attributions.speaker_id = speakers.id
    join quotes on quotes.number = attributions.quote join articles on articles.id = quotes.article_id
  group by speakers.id;
create view changes_seen as
  select changes.kind, changes.before, changes.after, links.relation, one.outlet as outlet_before,
    one.date as date_before, other.outlet as outlet_after, other.date as date_after, a.text as text_before,
    b.text as text_after, links.id as link_id
  from changes join links on links.id = changes.link_id join quotes a on a.number = links.a
    join quotes b on b.number = links.b join articles one on one.id = a.article_id
    join articles other on other.id = b.article_id;
create view outlet_reuse as
  select one.outlet as outlet, other.outlet as other_outlet, count(*) as links, sum(relation = 'verbatim') as verbatim,
    sum(relation = 'truncated') as truncated, sum(relation = 'edited') as edited, sum(relation = 'paraphrase') as paraphrase
  from links join quotes a on a.number = links.a join quotes b on b.number = links.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id
  group by 1, 2;
