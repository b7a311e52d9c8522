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
create temp table known (opening text primary key);
insert into known values
  ('clause'), ('object'), ('object-to'), ('on-to'), ('to'), ('gerund'),
  ('name'), ('as'), ('for'), ('of'), ('about'), ('against'),
  ('on'), ('with'), ('passive'), ('speech noun'), ('according to'), ('announced with a colon'),
  ('name and colon'), ('name behind a dash'), ('name in brackets'), ('continued'), ('headline'), ('quotation marks without a cue'),
  ('pull-quote'), ('tagger'), ('beside');
update quotes set construction = 'beside' where number in (select number from reasons where reason like 'beside %');
update quotes set construction = opening from reasons join known
    on reasons.reason = opening or reasons.reason like opening || ' after %' or reasons.reason like opening || ':%'
      or reasons.reason like opening || ';%' or reasons.reason like opening || ' beside %'
  where reasons.number = quotes.number;
drop table reasons;
drop table known;
update links set speaker_agreement = case
  when reason like '%, same speaker' then 'same'
  when reason like '%, names of the speakers agree' then 'compatible'
  when reason like '%, speakers of one role' then 'role'
  when reason like '%, a speaker unknown' then 'unknown'
  when reason like '%, other speaker' then 'other'
  else 'none' end;
