"""The schema as an append-only story: each migration once, in order, on a new file and on an old one alike."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

APPLICATION = 0x51754F74  # "QuOt", in the file's header: says that the file is ours
migrations = Migrations("quotetrack")

TABLES = """
create table runs (
  id integer primary key, started text not null, finished text, version text not null, parser text not null,
  python text not null, stanza text, counts text not null default '{}');
create table articles (
  id text primary key, outlet text, date text, title text, byline text, url text, text_digest text not null,
  made text not null, run_id integer not null references runs(id), text text not null);
create index articles_outlet on articles(outlet, date);
create index articles_date on articles(date);
create index articles_run on articles(run_id);
create table regions (
  article_id text not null references articles(id) on delete cascade, start integer not null, "end" integer not null,
  kind text not null, primary key (article_id, start, "end", kind)) without rowid;
create table sentences (
  article_id text not null references articles(id) on delete cascade, start integer not null, "end" integer not null,
  primary key (article_id, start, "end")) without rowid;
create table quotes (
  number integer primary key, id text not null unique, article_id text not null references articles(id) on delete cascade,
  place integer not null, start integer not null, "end" integer not null, kind text not null, text text not null,
  printed text, cue_text text, content text not null, cue text not null, source text not null,
  score real not null, reason text not null);
create index quotes_article on quotes(article_id, place);
create index quotes_kind on quotes(kind);
create table speakers (
  id text primary key, name text not null, kind text not null, article_id text references articles(id) on delete cascade);
create index speakers_name on speakers(name);
create index speakers_article on speakers(article_id);
create table attributions (
  quote integer primary key references quotes(number) on delete cascade, speaker_id text references speakers(id),
  name text, kind text not null, descriptor text, score real not null, reason text not null);
create index attributions_speaker on attributions(speaker_id);
create table speaker_names (
  id integer primary key, speaker_id text not null references speakers(id) on delete cascade, name text not null,
  key text not null, unique (speaker_id, name));
create index speaker_names_key on speaker_names(key);
create table speaker_keys (
  key text not null, speaker_id text not null references speakers(id) on delete cascade,
  primary key (key, speaker_id)) without rowid;
create index speaker_keys_speaker on speaker_keys(speaker_id);
create table links (
  id integer primary key, a integer not null references quotes(number) on delete cascade,
  b integer not null references quotes(number) on delete cascade, relation text not null, score real not null,
  reason text not null, unique (a, b), check (a <> b));
create index links_b on links(b);
create index links_relation on links(relation);
create table changes (
  link_id integer not null references links(id) on delete cascade, ordinal integer not null, kind text not null,
  before text not null, after text not null, primary key (link_id, ordinal)) without rowid;
create index changes_kind on changes(kind);
create table claims (
  id text primary key, first integer references quotes(number) on delete set null, versions integer not null, name text);
create index claims_first on claims(first);
create index claims_versions on claims(versions);
create table claim_quotes (
  quote integer primary key references quotes(number) on delete cascade, claim_id text not null references claims(id));
create index claim_quotes_claim on claim_quotes(claim_id);
create table pending (quote integer primary key references quotes(number) on delete cascade);
create table grams (gram integer not null, quote integer not null, primary key (gram, quote)) without rowid;
create table quote_grams (quote integer primary key references quotes(number) on delete cascade, grams blob not null);
create table words (id integer primary key, word text not null unique);
create table word_pieces (
  piece text not null, size integer not null, word integer not null references words(id),
  primary key (piece, size, word)) without rowid;
create table judgements (
  id integer primary key, kind text not null, subjects text not null, value text, made_at text not null, undone_at text);
create index judgements_kind on judgements(kind);
"""

ON_INSERT = """create trigger {table}_in after insert on {table} begin
  insert into {index}(rowid, {column}) values (new.{rowid}, new.{column}); end;"""
QUOTES = {"index": "quotes_fts", "table": "quotes", "column": "text", "rowid": "number"}
NAMES = {"index": "speaker_names_fts", "table": "speaker_names", "column": "name", "rowid": "id"}
SEARCH = """
create virtual table {index} using fts5({column}, content="{table}", content_rowid="{rowid}",
  tokenize="unicode61 remove_diacritics 2");
{on_insert}
create trigger {table}_out after delete on {table} begin
  insert into {index}({index}, rowid, {column}) values ('delete', old.{rowid}, old.{column}); end;
create trigger {table}_new after update of {column} on {table} begin
  insert into {index}({index}, rowid, {column}) values ('delete', old.{rowid}, old.{column});
  insert into {index}(rowid, {column}) values (new.{rowid}, new.{column}); end;
"""

VIEWS = """
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
"""


def _run_script(db: Database, script: str) -> None:
    """Executes statements one by one: `executescript` would commit the migration's transaction half way."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""


@migrations()
def m001_tables(db: Database) -> None:
    """Articles, quotations, speakers, links and claims, and the marks in the header that say whose file this is."""
    _run_script(db, TABLES)
    db.conn.execute(f"pragma application_id = {APPLICATION}")


@migrations()
def m002_search(db: Database) -> None:
    """Full text over the quotations and over the names of speakers, kept by triggers."""
    for searched in (QUOTES, NAMES):
        _run_script(db, SEARCH.format(on_insert=ON_INSERT.format(**searched), **searched))


@migrations()
def m003_views(db: Database) -> None:
    """The common answers as views, for browsing in Datasette."""
    _run_script(db, VIEWS)


SAID = """
create view who_said_what as
  select quotes.number as quote, speakers.name as speaker, quotes.text, quotes.kind, quotes.modality, articles.outlet,
    articles.date, quotes.printed, attributions.descriptor, quotes.cue_text as cue, attributions.kind as speaker_kind,
    attributions.score as sure, attributions.reason, quotes.reason as found_by, articles.title, quotes.article_id,
    attributions.speaker_id
  from quotes join articles on articles.id = quotes.article_id
    left join attributions on attributions.quote = quotes.number
    left join speakers on speakers.id = attributions.speaker_id;
"""


@migrations()
def m004_modality(db: Database) -> None:
    """What was not said, or only might be, is kept as such."""
    db.conn.execute("alter table quotes add column modality text not null default 'stated'")
    db.conn.execute("drop view who_said_what")
    _run_script(db, SAID)


PASSAGES = """
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
"""

INDEX = """
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
"""


@migrations()
def m005_passages(db: Database) -> None:
    """Sentences that several articles share, by wording, so that a thousand copies of one sentence are told once; and drift."""
    _run_script(db, PASSAGES)


@migrations()
def m006_index(db: Database) -> None:
    """The index by which versions find each other: sorted numbers in chunks. All that is stated is linked again."""
    _run_script(db, INDEX)


MEANING = """
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
"""


@migrations()
def m007_meaning(db: Database) -> None:
    """Changes that may turn the meaning are marked as such; of links made before, those whose kind alone tells."""
    _run_script(db, MEANING)


MILLION = """
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
"""


@migrations()
def m008_million(db: Database) -> None:
    """What a million quotations can do without: claims of one quotation, whose id is now its own, and a row for each sentence."""
    _run_script(db, MILLION)


PARTS = """
create table link_parts (
  link_id integer not null references links(id) on delete cascade, ordinal integer not null, relation text not null, score real not null,
  a_start integer not null, a_end integer not null, b_start integer not null, b_end integer not null,
  primary key (link_id, ordinal)) without rowid;
create view parts_seen as
  select p.relation, substr(a.text, p.a_start + 1, p.a_end - p.a_start) as text, one.outlet, one.date,
    substr(b.text, p.b_start + 1, p.b_end - p.b_start) as other_text, other.outlet as other_outlet, other.date as other_date,
    links.relation as whole, p.link_id
  from link_parts p join links on links.id = p.link_id join quotes a on a.number = links.a join quotes b on b.number = links.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id;
"""


@migrations()
def m009_parts(db: Database) -> None:
    """Words in marks that two linked quotations share are told beside the link of the wholes."""
    _run_script(db, PARTS)


MARKED = """
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
"""


@migrations()
def m010_marked(db: Database) -> None:
    """Sentences find each other by an index as quotations do, an eighth the size; all are read for passages again."""
    _run_script(db, MARKED)


@migrations()
def m011_settings(db: Database) -> None:
    """What a person chose for the whole database."""
    _run_script(
        db, "create table settings (name text primary key, value text not null) without rowid;\n"
    )
