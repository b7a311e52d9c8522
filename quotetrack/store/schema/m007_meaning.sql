-- Changes that may turn the meaning are marked as such; of links made before, those whose kind alone tells.
alter table changes add column meaning integer not null default 0;
update changes set meaning = 1 where kind in ('negation', 'number', 'date', 'speaker', 'hedge');
drop view changes_seen;
drop view versions;
create view versions as
  select claims.id as claim_id, quotes.text, articles.outlet, articles.date, speakers.name as speaker, quotes.kind,
    case when quotes.number = claims.first then 'first' else links.relation end as relation,
    (select group_concat(iif(meaning, '! ', '') || case when links.a = claims.first then kind || ': ' || before || ' | ' || after
        else replace(replace(replace(kind, 'cut', '-'), 'added', 'cut'), '-', 'added') || ': ' || after || ' | ' || before
        end, '; ') from
        (select * from changes where changes.link_id = links.id order by meaning desc, ordinal)) as changes,
    quotes.article_id, quotes.number as quote
  from claims join claim_quotes on claim_quotes.claim_id = claims.id
    join quotes on quotes.number = claim_quotes.quote join articles on articles.id = quotes.article_id
    left join attributions on attributions.quote = quotes.number
    left join speakers on speakers.id = attributions.speaker_id
    left join links on (links.a = quotes.number and links.b = claims.first)
      or (links.b = quotes.number and links.a = claims.first)
  where claims.versions > 1;
create view changes_seen as
  select changes.meaning, changes.kind, changes.before, changes.after, links.relation, one.outlet as outlet_before,
    one.date as date_before, other.outlet as outlet_after, other.date as date_after, a.text as text_before,
    b.text as text_after, links.id as link_id
  from changes join links on links.id = changes.link_id join quotes a on a.number = links.a
    join quotes b on b.number = links.b join articles one on one.id = a.article_id
    join articles other on other.id = b.article_id;
