-- Articles, quotations, speakers, links and claims, and the marks in the header that say whose file this is.
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
pragma application_id = 1366642548;
