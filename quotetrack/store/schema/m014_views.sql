-- The common answers as views, for browsing in Datasette.
create view who_said_what as
  select quotes.number as quote, speakers.name as speaker, quotes.text, quotes.kind, quotes.modality, articles.outlet, articles.date,
    quotes.source_text, attributions.descriptor, quotes.cue_text, attributions.kind as speaker_kind,
    attributions.score as speaker_score, attributions.reason as speaker_reason, quotes.construction,
    quotes.reason as quote_reason, articles.title, quotes.article_id, attributions.speaker_id
  from quotes join articles on articles.id = quotes.article_id
    left join attributions on attributions.quote = quotes.number
    left join speakers on speakers.id = attributions.speaker_id;
create view claim_versions as
  select claims.id as claim_id, quotes.text, articles.outlet, articles.date, speakers.name as speaker, quotes.kind,
    case when quotes.number = claims.first_quote then 'first' else links.relation end as relation,
    (select group_concat(iif(meaning, '! ', '') || case when links.a = claims.first_quote
        then kind || ': ' || before || ' | ' || after
        else replace(replace(replace(kind, 'cut', '-'), 'added', 'cut'), '-', 'added') || ': ' || after || ' | ' || before
        end, '; ') from
        (select * from changes where changes.link_id = links.id order by meaning desc, ordinal)) as changes,
    quotes.article_id, quotes.number as quote
  from claims join claim_quotes on claim_quotes.claim_id = claims.id
    join quotes on quotes.number = claim_quotes.quote join articles on articles.id = quotes.article_id
    left join attributions on attributions.quote = quotes.number
    left join speakers on speakers.id = attributions.speaker_id
    left join links on (links.a = quotes.number and links.b = claims.first_quote)
      or (links.b = quotes.number and links.a = claims.first_quote)
  where claims.versions > 1;
create view speaker_counts as
  select speakers.name as speaker, speakers.kind, count(*) as quotes, count(distinct quotes.article_id) as articles,
    count(distinct articles.outlet) as outlets, min(articles.date) as first_date, max(articles.date) as last_date,
    speakers.id as speaker_id
  from speakers join attributions on attributions.speaker_id = speakers.id
    join quotes on quotes.number = attributions.quote join articles on articles.id = quotes.article_id
  group by speakers.id;
create view link_changes as
  select changes.meaning, changes.kind, changes.before, changes.after, links.relation, one.outlet as outlet_before,
    one.date as date_before, other.outlet as outlet_after, other.date as date_after, a.text as text_before,
    b.text as text_after, links.id as link_id
  from changes join links on links.id = changes.link_id join quotes a on a.number = links.a
    join quotes b on b.number = links.b join articles one on one.id = a.article_id
    join articles other on other.id = b.article_id;
create view partial_matches as
  select part.relation, substr(a.text, part.a_start + 1, part.a_end - part.a_start) as text, one.outlet, one.date,
    substr(b.text, part.b_start + 1, part.b_end - part.b_start) as other_text, other.outlet as other_outlet,
    other.date as other_date, links.relation as whole, part.link_id
  from link_parts part join links on links.id = part.link_id
    join quotes a on a.number = links.a join quotes b on b.number = links.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id;
create view outlet_reuse as
  select one.outlet as outlet, other.outlet as other_outlet, count(*) as links, sum(relation = 'verbatim') as verbatim,
    sum(relation = 'truncated') as truncated, sum(relation = 'edited') as edited, sum(relation = 'paraphrase') as paraphrase
  from links join quotes a on a.number = links.a join quotes b on b.number = links.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id
  group by 1, 2;
create view shared_passages as
  select one.outlet, other.outlet as other_outlet, pair.relation, substr(one.text, a.start + 1, a."end" - a.start) as text,
    substr(other.text, b.start + 1, b."end" - b.start) as other_text, one.date, other.date as other_date, a.article_id,
    b.article_id as other_article
  from (select fingerprint as a, fingerprint as b, 'verbatim' as relation from passages where fingerprint is not null
      group by fingerprint having count(*) > 1 union all select a, b, relation from passage_links) pair
    join passages a on a.fingerprint = pair.a join passages b on b.fingerprint = pair.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id
  where a.article_id <> b.article_id and (pair.a <> pair.b or a.article_id < b.article_id) and not (a.quoted and b.quoted);
create view attribution_drift as
  select one.speaker, other.speaker as other_speaker, one.text, other.text as other_text, one.outlet,
    other.outlet as other_outlet, one.date, other.date as other_date, links.relation, links.score, one.article_id,
    other.article_id as other_article, links.id as link_id
  from links join who_said_what one on one.quote = links.a
    join who_said_what other on other.quote = links.b and other.speaker_id <> one.speaker_id
  where links.speaker_agreement not in ('same', 'compatible');
