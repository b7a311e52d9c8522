-- A database of schema 11, as quotetrack 0.1.0 made it of four made-up articles: upgraded by tests/store/test_migrations.py.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE runs (
  id integer primary key, started text not null, finished text, version text not null, parser text not null,
  python text not null, stanza text, counts text not null default '{}');
CREATE TABLE articles (
  id text primary key, outlet text, date text, title text, byline text, url text, text_digest text not null,
  made text not null, run_id integer not null references runs(id), text text not null);
CREATE INDEX articles_outlet on articles(outlet, date);
CREATE INDEX articles_date on articles(date);
CREATE INDEX articles_run on articles(run_id);
CREATE TABLE regions (
  article_id text not null references articles(id) on delete cascade, start integer not null, "end" integer not null,
  kind text not null, primary key (article_id, start, "end", kind)) without rowid;
CREATE TABLE quotes (
  number integer primary key, id text not null unique, article_id text not null references articles(id) on delete cascade,
  place integer not null, start integer not null, "end" integer not null, kind text not null, text text not null,
  printed text, cue_text text, content text not null, cue text not null, source text not null,
  score real not null, reason text not null, modality text not null default 'stated', wording integer);
CREATE INDEX quotes_article on quotes(article_id, place);
CREATE TABLE speakers (
  id text primary key, name text not null, kind text not null, article_id text references articles(id) on delete cascade);
CREATE INDEX speakers_name on speakers(name);
CREATE INDEX speakers_article on speakers(article_id);
CREATE TABLE attributions (
  quote integer primary key references quotes(number) on delete cascade, speaker_id text references speakers(id),
  name text, kind text not null, descriptor text, score real not null, reason text not null);
CREATE INDEX attributions_speaker on attributions(speaker_id);
CREATE TABLE speaker_names (
  id integer primary key, speaker_id text not null references speakers(id) on delete cascade, name text not null,
  key text not null, unique (speaker_id, name));
CREATE INDEX speaker_names_key on speaker_names(key);
CREATE TABLE speaker_keys (
  key text not null, speaker_id text not null references speakers(id) on delete cascade,
  primary key (key, speaker_id)) without rowid;
CREATE INDEX speaker_keys_speaker on speaker_keys(speaker_id);
CREATE TABLE links (
  id integer primary key, a integer not null references quotes(number) on delete cascade,
  b integer not null references quotes(number) on delete cascade, relation text not null, score real not null,
  reason text not null, unique (a, b), check (a <> b));
CREATE INDEX links_b on links(b);
CREATE INDEX links_relation on links(relation);
CREATE TABLE changes (
  link_id integer not null references links(id) on delete cascade, ordinal integer not null, kind text not null,
  before text not null, after text not null, meaning integer not null default 0, primary key (link_id, ordinal)) without rowid;
CREATE INDEX changes_kind on changes(kind);
CREATE TABLE claims (
  id text primary key, first integer references quotes(number) on delete set null, versions integer not null, name text);
CREATE INDEX claims_first on claims(first);
CREATE INDEX claims_versions on claims(versions);
CREATE TABLE claim_quotes (
  quote integer primary key references quotes(number) on delete cascade, claim_id text not null references claims(id));
CREATE INDEX claim_quotes_claim on claim_quotes(claim_id);
CREATE TABLE pending (quote integer primary key references quotes(number) on delete cascade);
CREATE TABLE words (id integer primary key, word text not null unique);
CREATE TABLE word_pieces (
  piece text not null, size integer not null, word integer not null references words(id),
  primary key (piece, size, word)) without rowid;
CREATE TABLE judgements (
  id integer primary key, kind text not null, subjects text not null, value text, made_at text not null, undone_at text);
CREATE INDEX judgements_kind on judgements(kind);
CREATE VIRTUAL TABLE quotes_fts using fts5(text, content="quotes", content_rowid="number",
  tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE speaker_names_fts using fts5(name, content="speaker_names", content_rowid="id",
  tokenize="unicode61 remove_diacritics 2");
CREATE TABLE passages (
  number integer primary key, article_id text not null references articles(id) on delete cascade, start integer not null,
  "end" integer not null, words integer not null, quoted integer not null, wording integer);
CREATE INDEX passages_article on passages(article_id, start);
CREATE INDEX passages_wording on passages(wording) where wording is not null;
CREATE TABLE unread (article_id text primary key references articles(id) on delete cascade) without rowid;
CREATE INDEX quotes_wording on quotes(wording) where wording is not null;
CREATE TABLE key_segments (id integer primary key, level integer not null, size integer not null);
CREATE TABLE key_chunks (
  id integer primary key, segment integer not null references key_segments(id) on delete cascade, first integer not null,
  entries blob not null);
CREATE TABLE gone (wording integer primary key, text text, name text);
CREATE TABLE "sentences" (article_id text primary key references articles(id) on delete cascade, spans text not null) without rowid;
CREATE TABLE link_parts (
  link_id integer not null references links(id) on delete cascade, ordinal integer not null, relation text not null, score real not null,
  a_start integer not null, a_end integer not null, b_start integer not null, b_end integer not null,
  primary key (link_id, ordinal)) without rowid;
CREATE TABLE passage_links (
  a integer not null, b integer not null, relation text not null, score real not null, reason text not null,
  primary key (a, b), check (a < b)) without rowid;
CREATE INDEX passage_links_b on passage_links(b);
CREATE TABLE passage_segments (id integer primary key, level integer not null, size integer not null);
CREATE TABLE passage_chunks (
  id integer primary key, segment integer not null references passage_segments(id) on delete cascade, first integer not null,
  entries blob not null);
CREATE INDEX passage_chunks_segment on passage_chunks(segment, first);
CREATE INDEX key_chunks_segment on key_chunks(segment, first);
CREATE TABLE settings (name text primary key, value text not null) without rowid;
insert into _sqlite_migrations values (1, 'quotetrack', 'm001_tables', '2026-11-26 19:02:58.373718+00:00');
insert into _sqlite_migrations values (2, 'quotetrack', 'm002_search', '2026-11-26 19:02:58.389164+00:00');
insert into _sqlite_migrations values (3, 'quotetrack', 'm003_views', '2026-11-26 19:02:58.407865+00:00');
insert into _sqlite_migrations values (4, 'quotetrack', 'm004_modality', '2026-11-26 19:02:58.424659+00:00');
insert into _sqlite_migrations values (5, 'quotetrack', 'm005_passages', '2026-11-26 19:02:58.443341+00:00');
insert into _sqlite_migrations values (6, 'quotetrack', 'm006_index', '2026-11-26 19:02:58.452877+00:00');
insert into _sqlite_migrations values (7, 'quotetrack', 'm007_meaning', '2026-11-26 19:02:58.476847+00:00');
insert into _sqlite_migrations values (8, 'quotetrack', 'm008_million', '2026-11-26 19:02:58.529045+00:00');
insert into _sqlite_migrations values (9, 'quotetrack', 'm009_parts', '2026-11-26 19:02:58.530121+00:00');
insert into _sqlite_migrations values (10, 'quotetrack', 'm010_marked', '2026-11-26 19:02:58.548755+00:00');
insert into _sqlite_migrations values (11, 'quotetrack', 'm011_settings', '2026-11-26 19:02:58.549341+00:00');
insert into runs values (1, '2026-11-26T19:02:58+00:00', '2026-11-26T19:02:59+00:00', '0.1.0', 'quotetrack 0.2.0 stanza 1.15.0', '3.11.7', '1.15.0', '{"new": 4, "changed": 0, "same": 0, "quotes": 7, "links": 9}');
insert into articles values ('coast', 'Coast Daily', '2024-03-01', 'Coast', null, null, '5050171fd93c864b', 'c2b18213446ff803', 1, '“The sea wall will hold for fifty years and every family in the harbour knows it,” said Ada Brandt. “We built it twice.” The wall cost 90 million pounds in the end, the council says.');
insert into articles values ('inland', 'Inland Post', '2024-03-02', 'Inland', null, null, 'c36b3b5efd73f0b5', 'e7ceb322f85c9df6', 1, 'Ada Brandt told reporters that the sea wall “will hold for forty years and every family in the harbour knows it” and will be painted. The wall cost 80 million pounds in the end, the council says.');
insert into articles values ('capital', 'Capital News', '2024-03-04', 'Capital', null, null, '131aa2bcd7599c2c', 'a5a579ea7b8bafca', 1, '“The sea wall will hold for fifty years and every family in the harbour knows it,” continued Tom Hill. “He told me we built it twice,” she said.');
insert into articles values ('upland', 'Upland Echo', '2024-03-05', 'Upland', null, null, 'f259ad7bec992960', '4a9945dcc9019f5e', 1, 'The sea wall, said Brandt, will hold for fifty years and every family in the harbour knows it. “We built it twice.”');
insert into quotes values (1, 'f2b35dba04b8d9ba', 'coast', 0, 1, 80, 'direct', 'The sea wall will hold for fifty years and every family in the harbour knows it', 'Ada Brandt', 'said', '[[1,80]]', '[[83,87]]', '[[88,98]]', 0.9, 'clause after said', 'stated', 329550181);
insert into quotes values (2, 'ec057ae4081f78a2', 'coast', 1, 101, 119, 'direct', 'We built it twice.', 'Ada Brandt', null, '[[101,119]]', '[]', '[[88,98]]', 0.9, 'continued: the speaker goes on', 'stated', 4106090236);
insert into quotes values (3, 'fa495e24563033b7', 'inland', 0, 31, 132, 'mixed', 'the sea wall “will hold for forty years and every family in the harbour knows it” and will be painted', 'Ada Brandt', 'told', '[[31,132]]', '[[11,15]]', '[[0,10]]', 0.9, 'clause after told', 'stated', 2962136668);
insert into quotes values (4, '6f2e1d146f5449c3', 'capital', 0, 1, 80, 'direct', 'The sea wall will hold for fifty years and every family in the harbour knows it', 'Tom Hill', 'continued', '[[1,80]]', '[[83,92]]', '[[93,101]]', 0.9, 'clause after continued', 'stated', 3098214816);
insert into quotes values (5, 'a1a98f6ce6cf4e79', 'capital', 1, 115, 132, 'indirect', 'we built it twice', 'He', 'told', '[[115,132]]', '[[107,111]]', '[[104,106]]', 0.9, 'within another: clause after told', 'stated', 1804444372);
insert into quotes values (6, '552d7fdd69c5693d', 'upland', 0, 27, 93, 'indirect', 'will hold for fifty years and every family in the harbour knows it', 'Brandt', 'said', '[[27,93]]', '[[14,18]]', '[[19,25]]', 0.9, 'tagger: said', 'stated', 1546644411);
insert into quotes values (7, '97f6fb090dd8d16d', 'upland', 1, 96, 114, 'direct', 'We built it twice.', null, null, '[[96,114]]', '[]', '[]', 0.9, 'quotation marks without a cue', 'stated', 1804444372);
insert into speakers values ('36a9b3eb7e6b557a', 'Ada Brandt', 'person', null);
insert into speakers values ('4f720433ea09b306', 'Tom Hill', 'person', null);
insert into speakers values ('725a2c58b51ce7c4', 'Brandt', 'person', 'upland');
insert into attributions values (1, '36a9b3eb7e6b557a', 'Ada Brandt', 'person', null, 0.9, 'clause after said');
insert into attributions values (2, '36a9b3eb7e6b557a', 'Ada Brandt', 'person', null, 0.9, 'continued: the speaker goes on');
insert into attributions values (3, '36a9b3eb7e6b557a', 'Ada Brandt', 'person', null, 0.9, 'clause after told');
insert into attributions values (4, '4f720433ea09b306', 'Tom Hill', 'person', null, 0.9, 'clause after continued');
insert into attributions values (5, null, null, 'unknown', null, 0.9, 'within another: clause after told');
insert into attributions values (6, '725a2c58b51ce7c4', 'Brandt', 'person', null, 0.9, 'tagger: said');
insert into attributions values (7, null, null, 'unknown', null, 0.9, 'quotation marks without a cue');
insert into speaker_names values (1, '36a9b3eb7e6b557a', 'Ada Brandt', 'ada brandt');
insert into speaker_names values (2, '4f720433ea09b306', 'Tom Hill', 'tom hill');
insert into speaker_names values (3, '725a2c58b51ce7c4', 'Brandt', 'brandt');
insert into speaker_keys values ('ends:adab~andt', '36a9b3eb7e6b557a');
insert into speaker_keys values ('family:brandt', '36a9b3eb7e6b557a');
insert into speaker_keys values ('whole:adabrandt', '36a9b3eb7e6b557a');
insert into speaker_keys values ('ends:tomh~hill', '4f720433ea09b306');
insert into speaker_keys values ('family:hill', '4f720433ea09b306');
insert into speaker_keys values ('whole:tomhill', '4f720433ea09b306');
insert into links values (1, 4, 1, 'verbatim', 0.67, 'same words, other speaker');
insert into links values (2, 4, 3, 'edited', 0.59, '15 of 16 words the same, other speaker');
insert into links values (3, 4, 6, 'truncated', 0.657, 'beginning dropped, other speaker');
insert into links values (4, 5, 2, 'verbatim', 0.9, 'same words, a speaker unknown');
insert into links values (5, 5, 7, 'verbatim', 0.9, 'same words, a speaker unknown');
insert into links values (6, 2, 7, 'verbatim', 0.9, 'same words, a speaker unknown');
insert into links values (7, 1, 3, 'edited', 0.881, '15 of 16 words the same, same speaker');
insert into links values (8, 1, 6, 'truncated', 0.932, 'beginning dropped, names of the speakers agree');
insert into links values (9, 3, 6, 'edited', 0.833, 'twelve of 13 words the same, names of the speakers agree');
insert into changes values (1, 0, 'speaker', 'Tom Hill', 'Ada Brandt', 1);
insert into changes values (2, 0, 'number', 'fifty', 'forty', 1);
insert into changes values (2, 1, 'speaker', 'Tom Hill', 'Ada Brandt', 1);
insert into changes values (2, 2, 'added', '', 'and will be painted', 0);
insert into changes values (2, 3, 'indirect', 'direct', 'mixed', 0);
insert into changes values (3, 0, 'speaker', 'Tom Hill', 'Brandt', 1);
insert into changes values (3, 1, 'cut', 'The sea wall', '', 0);
insert into changes values (3, 2, 'indirect', 'direct', 'indirect', 0);
insert into changes values (4, 0, 'indirect', 'indirect', 'direct', 0);
insert into changes values (5, 0, 'indirect', 'indirect', 'direct', 0);
insert into changes values (7, 0, 'number', 'fifty', 'forty', 1);
insert into changes values (7, 1, 'added', '', 'and will be painted', 0);
insert into changes values (7, 2, 'indirect', 'direct', 'mixed', 0);
insert into changes values (8, 0, 'cut', 'The sea wall', '', 0);
insert into changes values (8, 1, 'indirect', 'direct', 'indirect', 0);
insert into changes values (9, 0, 'number', 'forty', 'fifty', 1);
insert into changes values (9, 1, 'cut', 'the sea wall', '', 0);
insert into changes values (9, 2, 'cut', 'and will be painted', '', 0);
insert into claims values ('552d7fdd69c5693d', 1, 4, 'The sea wall will hold for fifty years and every family in the harbour knows it');
insert into claims values ('97f6fb090dd8d16d', 2, 3, 'We built it twice.');
insert into claim_quotes values (1, '552d7fdd69c5693d');
insert into claim_quotes values (2, '97f6fb090dd8d16d');
insert into claim_quotes values (3, '552d7fdd69c5693d');
insert into claim_quotes values (4, '552d7fdd69c5693d');
insert into claim_quotes values (5, '97f6fb090dd8d16d');
insert into claim_quotes values (6, '552d7fdd69c5693d');
insert into claim_quotes values (7, '97f6fb090dd8d16d');
insert into passages values (1, 'capital', 0, 102, 19, 1, 97845334634557);
insert into passages values (2, 'capital', 103, 144, 9, 0, 236210005764223);
insert into passages values (3, 'coast', 0, 99, 19, 1, 110356975468136);
insert into passages values (4, 'coast', 100, 120, 4, 1, null);
insert into passages values (5, 'coast', 121, 182, 11, 0, 17170625620188);
insert into passages values (6, 'inland', 0, 133, 25, 1, 38598765451980);
insert into passages values (7, 'inland', 134, 195, 11, 0, 28550452304509);
insert into passages values (8, 'upland', 0, 94, 18, 1, 55756234793808);
insert into passages values (9, 'upland', 95, 115, 4, 1, null);
insert into key_segments values (1, 0, 136);
insert into key_chunks values (1, 1, 107945215, x'5c9e8eb0ff1c6f066589a4137701610b5c9e8eb07701610ba001abb87701610b6589a41382ac040cbbeb2f5c82ac040c5c9e8eb082ac040ca001abb882ac040c6589a413cc761d135c9e8eb0cc761d13a001abb8cc761d136589a413a24adb19bbeb2f5ca24adb195c9e8eb0a24adb19a001abb8a24adb19d4a28d6b65ca781cfcf6bdf465ca781c6589a413c1970623bbeb2f5cc19706235c9e8eb0c1970623a001abb8c19706236589a41398ae5025bbeb2f5c98ae50255c9e8eb098ae5025a001abb898ae50256589a41395ab6f29bbeb2f5c95ab6f295c9e8eb095ab6f29a001abb895ab6f296589a4139b3778295c9e8eb09b377829a001abb89b3778296589a413240ac834bbeb2f5c240ac834a001abb8240ac834a001abb8147515506589a413985f9d56bbeb2f5c985f9d56a001abb8985f9d565c9e8eb0387f50586589a413015cd459bbeb2f5c015cd4595c9e8eb0015cd459a001abb8015cd4596589a413d51c355cbbeb2f5cd51c355c6589a41337ca9e5c5c9e8eb037ca9e5ca001abb837ca9e5c6589a4134636725d5c9e8eb04636725dd4a28d6b4bdfd263fcf6bdf44bdfd2635c9e8eb0e4febc6d6589a413faa9fa70bbeb2f5cfaa9fa705c9e8eb0faa9fa70a001abb8faa9fa70d4a28d6b83426971fcf6bdf4834269716589a413ac869b72bbeb2f5cac869b725c9e8eb0ac869b72a001abb8ac869b72fcf6bdf48d95837e6589a41351240e80bbeb2f5c51240e805c9e8eb051240e80a001abb851240e806589a4131805b281bbeb2f5c1805b2815c9e8eb01805b281a001abb81805b281a001abb8d417e7816589a413c3904583a001abb8c3904583d4a28d6b08a2098bfcf6bdf408a2098b5c9e8eb08b64558c6589a413608dda94bbeb2f5c608dda945c9e8eb0608dda94a001abb83b055a976589a41327b68ca2bbeb2f5c27b68ca25c9e8eb027b68ca2a001abb8632c9da5a001abb89e1b77a7fcf6bdf41e7fd6a96589a413644ac7afbbeb2f5c644ac7afa001abb8644ac7af5c9e8eb0637814b86589a4136cea4cc0bbeb2f5c6cea4cc05c9e8eb06cea4cc0a001abb8d544dcc05c9e8eb0cc9043c56589a4137def35d9bbeb2f5c7def35d95c9e8eb07def35d9a001abb87def35d96589a413a31e50da5c9e8eb0a31e50daa001abb8a31e50da6589a4136bd269dba001abb86bd269db6589a413360672dbbbeb2f5c360672db5c9e8eb0360672dba001abb8360672db5c9e8eb0f3e03be05c9e8eb09d3b91f16589a413e5acb7f1bbeb2f5ce5acb7f1a001abb8e5acb7f1d4a28d6ba8c946f3fcf6bdf4a8c946f35c9e8eb06da4fff36589a413cf8532f4bbeb2f5ccf8532f45c9e8eb0cf8532f4a001abb8cf8532f46589a413d9f9d8f5bbeb2f5cd9f9d8f55c9e8eb0d9f9d8f5a001abb8d9f9d8f56589a4130d42fef5bbeb2f5c0d42fef55c9e8eb00d42fef5a001abb80d42fef55c9e8eb0a77c3df75c9e8eb0eff52cf96589a413ee4a55f95c9e8eb0ee4a55f9bbeb2f5c6c9ad1fa');
insert into sentences values ('capital', '[[0,102],[103,144]]');
insert into sentences values ('coast', '[[0,99],[100,120],[121,182]]');
insert into sentences values ('inland', '[[0,133],[134,195]]');
insert into sentences values ('upland', '[[0,94],[95,115]]');
insert into link_parts values (2, 0, 'edited', 0.588, 0, 79, 14, 80);
insert into link_parts values (7, 0, 'edited', 0.877, 0, 79, 14, 80);
insert into link_parts values (9, 0, 'edited', 0.833, 14, 80, 0, 66);
insert into passage_links values (17170625620188, 28550452304509, 'edited', 0.873, 'ten of eleven words the same');
insert into passage_links values (38598765451980, 55756234793808, 'edited', 0.85, '15 of 18 words the same');
insert into passage_links values (38598765451980, 97845334634557, 'edited', 0.837, '15 of 19 words the same');
insert into passage_links values (38598765451980, 110356975468136, 'edited', 0.837, '15 of 19 words the same');
insert into passage_links values (55756234793808, 97845334634557, 'edited', 0.867, '16 of 18 words the same');
insert into passage_links values (55756234793808, 110356975468136, 'edited', 0.867, '16 of 18 words the same');
insert into passage_links values (97845334634557, 110356975468136, 'edited', 0.853, '16 of 19 words the same');
insert into passage_segments values (1, 0, 55);
insert into passage_chunks values (1, 1, 71435540, x'0ad99d0f140542040ad99d0fc8b7540b6964fd58b8bada12b4f91a238f702113b4f91a236bee151591c2b5326bee15156964fd586bee1515527c5e646bee1515b4f91a232e66a41d91c2b5322e66a41d6964fd582e66a41d527c5e642e66a41d91c2b532e655b229b4f91a23ecd1b12c91c2b532ecd1b12c6964fd58ecd1b12c527c5e64ecd1b12c0ad99d0fb532c82d916bf719b532c82db4f91a23c591fc2f91c2b532c591fc2f6964fd58c591fc2f527c5e64c591fc2f527c5e64b04a27320ad99d0ff9255533916bf719f92555330ad99d0fe5734036916bf719e57340367cedd4d6c4b5513cb4f91a239527643cb4f91a23d3e6e94491c2b532d3e6e9446964fd58d3e6e944527c5e64d3e6e9446964fd5843d03e517cedd4d60d823f640ad99d0f8b769265916bf7198b7692657cedd4d6a6c231777cedd4d6e8603c7ab4f91a23ab93777c7cedd4d60e966e830ad99d0f90efa283916bf71990efa283527c5e642950978991c2b532c9f5249b6964fd58c9f5249b527c5e64c9f5249b91c2b532c17780a27cedd4d66545e4bb7cedd4d65fb275cf916bf7197d11bfd4916bf7197f575de20ad99d0f6d1cfee6916bf7196d1cfee6');
insert into quotes_fts(quotes_fts) values ('rebuild');
insert into speaker_names_fts(speaker_names_fts) values ('rebuild');
CREATE TRIGGER quotes_in after insert on quotes begin
  insert into quotes_fts(rowid, text) values (new.number, new.text); end;
CREATE TRIGGER quotes_out after delete on quotes begin
  insert into quotes_fts(quotes_fts, rowid, text) values ('delete', old.number, old.text); end;
CREATE TRIGGER quotes_new after update of text on quotes begin
  insert into quotes_fts(quotes_fts, rowid, text) values ('delete', old.number, old.text);
  insert into quotes_fts(rowid, text) values (new.number, new.text); end;
CREATE TRIGGER speaker_names_in after insert on speaker_names begin
  insert into speaker_names_fts(rowid, name) values (new.id, new.name); end;
CREATE TRIGGER speaker_names_out after delete on speaker_names begin
  insert into speaker_names_fts(speaker_names_fts, rowid, name) values ('delete', old.id, old.name); end;
CREATE TRIGGER speaker_names_new after update of name on speaker_names begin
  insert into speaker_names_fts(speaker_names_fts, rowid, name) values ('delete', old.id, old.name);
  insert into speaker_names_fts(rowid, name) values (new.id, new.name); end;
CREATE VIEW speaker_counts as
  select speakers.name as speaker, speakers.kind, count(*) as quotes, count(distinct quotes.article_id) as articles,
    count(distinct articles.outlet) as outlets, min(articles.date) as first_date, max(articles.date) as last_date,
    speakers.id as speaker_id
  from speakers join attributions on attributions.speaker_id = speakers.id
    join quotes on quotes.number = attributions.quote join articles on articles.id = quotes.article_id
  group by speakers.id;
CREATE VIEW outlet_reuse as
  select one.outlet as outlet, other.outlet as other_outlet, count(*) as links, sum(relation = 'verbatim') as verbatim,
    sum(relation = 'truncated') as truncated, sum(relation = 'edited') as edited, sum(relation = 'paraphrase') as paraphrase
  from links join quotes a on a.number = links.a join quotes b on b.number = links.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id
  group by 1, 2;
CREATE VIEW who_said_what as
  select quotes.number as quote, speakers.name as speaker, quotes.text, quotes.kind, quotes.modality, articles.outlet,
    articles.date, quotes.printed, attributions.descriptor, quotes.cue_text as cue, attributions.kind as speaker_kind,
    attributions.score as sure, attributions.reason, quotes.reason as found_by, articles.title, quotes.article_id,
    attributions.speaker_id
  from quotes join articles on articles.id = quotes.article_id
    left join attributions on attributions.quote = quotes.number
    left join speakers on speakers.id = attributions.speaker_id;
CREATE VIEW passages_shared as
  select one.outlet, other.outlet as other_outlet, pair.relation,
    substr(one.text, a.start + 1, a."end" - a.start) as text, substr(other.text, b.start + 1, b."end" - b.start) as other_text,
    one.date, other.date as other_date, a.article_id, b.article_id as other_article
  from (select wording as a, wording as b, 'verbatim' as relation from passages where wording is not null group by wording
      having count(*) > 1 union all select a, b, relation from passage_links) pair
    join passages a on a.wording = pair.a join passages b on b.wording = pair.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id
  where a.article_id <> b.article_id and (pair.a <> pair.b or a.article_id < b.article_id) and not (a.quoted and b.quoted);
CREATE VIEW drift_seen as
  select one.speaker, other.speaker as other_speaker, one.text, other.text as other_text, one.outlet, other.outlet as other_outlet,
    one.date, other.date as other_date, links.relation, links.score, one.article_id, other.article_id as other_article,
    links.id as link_id
  from links join who_said_what one on one.quote = links.a
    join who_said_what other on other.quote = links.b and other.speaker_id <> one.speaker_id
  where links.reason not like '%, same speaker' and links.reason not like '%, names of the speakers agree';
CREATE VIEW versions as
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
CREATE VIEW changes_seen as
  select changes.meaning, changes.kind, changes.before, changes.after, links.relation, one.outlet as outlet_before,
    one.date as date_before, other.outlet as outlet_after, other.date as date_after, a.text as text_before,
    b.text as text_after, links.id as link_id
  from changes join links on links.id = changes.link_id join quotes a on a.number = links.a
    join quotes b on b.number = links.b join articles one on one.id = a.article_id
    join articles other on other.id = b.article_id;
CREATE VIEW parts_seen as
  select p.relation, substr(a.text, p.a_start + 1, p.a_end - p.a_start) as text, one.outlet, one.date,
    substr(b.text, p.b_start + 1, p.b_end - p.b_start) as other_text, other.outlet as other_outlet, other.date as other_date,
    links.relation as whole, p.link_id
  from link_parts p join links on links.id = p.link_id join quotes a on a.number = links.a join quotes b on b.number = links.b
    join articles one on one.id = a.article_id join articles other on other.id = b.article_id;
pragma application_id = 1366642548;
pragma user_version = 11;
