-- Sentences that several articles share, by wording, so that a thousand copies of one sentence are told once; and drift.
create table passages (
  number integer primary key, article_id text not null references articles(id) on delete cascade, start integer not null,
  "end" integer not null, words integer not null, quoted integer not null, wording integer);
create index passages_article on passages(article_id, start);
create index passages_wording on passages(wording) where wording is not null;
create table wordings (id integer primary key, grams blob not null);
create table passage_grams (gram integer not null, wording integer not null, primary key (gram, wording)) without rowid;
create table passage_links (
  a integer not null references wordings(id) on delete cascade, b integer not null references wordings(id) on delete cascade,
  relation text not null, score real not null, reason text not null, primary key (a, b), check (a < b)) without rowid;
create index passage_links_b on passage_links(b);
create table unread (article_id text primary key references articles(id) on delete cascade) without rowid;
insert into unread select distinct article_id from sentences;
create view passages_shared as
  select one.outlet, other.outlet as other_outlet, pair.relation,
    substr(one.text, a.start + 1, a."end" - a.start) as text, substr(other.text, b.start + 1, b."end" - b.start) as other_text,
    one.date, other.date as other_date, a.article_id, b.article_id as other_article
  from (select wording as a, wording as b, 'verbatim' as relation from passages where wording is not null group by wording
      having count(*) > 1 union all select a, b, relation from passage_links) pair
    join passages a on a.wording = pair.a join passages b on b.wording = pair.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id
  where a.article_id <> b.article_id and (pair.a <> pair.b or a.article_id < b.article_id) and not (a.quoted and b.quoted);
create view drift_seen as
  select one.speaker, other.speaker as other_speaker, one.text, other.text as other_text, one.outlet, other.outlet as other_outlet,
    one.date, other.date as other_date, links.relation, links.score, one.article_id, other.article_id as other_article,
    links.id as link_id
  from links join who_said_what one on one.quote = links.a
    join who_said_what other on other.quote = links.b and other.speaker_id <> one.speaker_id
  where links.reason not like '%, same speaker' and links.reason not like '%, names of the speakers agree';
