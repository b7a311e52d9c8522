-- The index by which versions find each other: sorted numbers in chunks. All that is stated is linked again.
drop table grams;
drop table quote_grams;
alter table quotes add column wording integer;
create index quotes_wording on quotes(wording) where wording is not null;
create table key_segments (id integer primary key, level integer not null, size integer not null);
create table key_chunks (
  id integer primary key, segment integer not null references key_segments(id) on delete cascade, first integer not null,
  entries blob not null);
create index key_chunks_segment on key_chunks(segment);
create table gone (wording integer primary key, text text, name text);
insert or ignore into pending select number from quotes where modality = 'stated';
