-- What a million quotations can do without: claims of one quotation, whose id is now its own, and a row for each sentence.
pragma defer_foreign_keys = on;
create temp table several as select claim_id as old, min(quotes.id) as new from claims join claim_quotes on claim_id = claims.id
  join quotes on number = quote where claims.versions > 1 group by claim_id;
delete from claim_quotes where claim_id not in (select old from several);
delete from claims where id not in (select old from several);
update claims set id = 'old ' || id;
update claim_quotes set claim_id = 'old ' || claim_id;
update claims set id = (select new from several where 'old ' || old = id);
update claim_quotes set claim_id = (select new from several where 'old ' || old = claim_id);
drop table several;
create table spans (article_id text primary key references articles(id) on delete cascade, spans text not null) without rowid;
insert into spans select article_id, json_group_array(json_array(start, "end")) from
  (select * from sentences order by article_id, start, "end") group by article_id;
drop table sentences;
alter table spans rename to sentences;
drop index quotes_kind;
insert into quotes_fts(quotes_fts, rank) values ('hashsize', 16777216);
