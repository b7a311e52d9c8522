-- What code needs to know about a quotation or a link gets columns of its own. For older rows they are filled here, once, from
-- the reasons, which are written for people; nothing else reads a reason.
alter table quotes add column construction text not null default 'given';
alter table quotes add column continues integer not null default 0;
alter table quotes add column nested integer not null default 0;
alter table links add column speaker_agreement text not null default 'none';
-- changes: a JSON list of {kind, before, after, meaning}; null in links made before this column, until the linker fills it
alter table link_parts add column changes text;
create index link_parts_incomplete on link_parts(link_id) where changes is null;
update quotes set nested = 1 where reason like 'within another: %';
update quotes set continues = 1 where reason like 'continued: the speaker goes on%';
create temp table reasons as select number, substr(reason, iif(nested, 17, 1)) as reason from quotes;
create temp table starts (start text primary key, construction text not null);
insert into starts values
  ('clause', 'clause'), ('gerund', 'clause'), ('object', 'object'), ('object-to', 'object-to'), ('to', 'to'), ('as', 'as'),
  ('for', 'for'), ('about', 'about'), ('on', 'about'), ('on-to', 'about'), ('against', 'about'), ('passive', 'passive'),
  ('speech noun', 'speech noun'), ('according to', 'according to'), ('name and colon', 'name and colon'),
  ('announced with a colon', 'name and colon'), ('headline', 'headline'),
  ('quotation marks without a cue', 'quotation marks without a cue'), ('continued', 'quotation marks without a cue'),
  ('pull-quote', 'pull-quote'), ('tagger', 'tagger');
update quotes set construction = 'beside' where number in (select number from reasons where reason like 'beside %');
update quotes set construction = starts.construction from reasons join starts
    on reasons.reason = start or reasons.reason like start || ' after %' or reasons.reason like start || ':%'
      or reasons.reason like start || ';%' or reasons.reason like start || ' beside %'
  where reasons.number = quotes.number;
drop table reasons;
drop table starts;
update links set speaker_agreement = case
  when reason like '%, same speaker' then 'same'
  when reason like '%, names of the speakers agree' then 'compatible'
  when reason like '%, speakers of one role' then 'role'
  when reason like '%, a speaker unknown' then 'unknown'
  when reason like '%, other speaker' then 'other'
  else 'none' end;
