-- Sentences find each other by an index as quotations do, an eighth the size; all are read for passages again.
delete from passages;
drop table passage_links;
drop table passage_grams;
drop table wordings;
create table passage_links (
  a integer not null, b integer not null, relation text not null, score real not null, reason text not null,
  primary key (a, b), check (a < b)) without rowid;
create index passage_links_b on passage_links(b);
create table passage_segments (id integer primary key, level integer not null, size integer not null);
create table passage_chunks (
  id integer primary key, segment integer not null references passage_segments(id) on delete cascade, first integer not null,
  entries blob not null);
create index passage_chunks_segment on passage_chunks(segment, first);
drop index key_chunks_segment;
create index key_chunks_segment on key_chunks(segment, first);
insert or ignore into unread select article_id from sentences;
