-- Full text over the quotations and over the names of speakers, kept by triggers.
create virtual table quotes_fts using fts5(text, content="quotes", content_rowid="number",
  tokenize="unicode61 remove_diacritics 2");
create trigger quotes_in after insert on quotes begin
  insert into quotes_fts(rowid, text) values (new.number, new.text); end;
create trigger quotes_out after delete on quotes begin
  insert into quotes_fts(quotes_fts, rowid, text) values ('delete', old.number, old.text); end;
create trigger quotes_new after update of text on quotes begin
  insert into quotes_fts(quotes_fts, rowid, text) values ('delete', old.number, old.text);
  insert into quotes_fts(rowid, text) values (new.number, new.text); end;

create virtual table speaker_names_fts using fts5(name, content="speaker_names", content_rowid="id",
  tokenize="unicode61 remove_diacritics 2");
create trigger speaker_names_in after insert on speaker_names begin
  insert into speaker_names_fts(rowid, name) values (new.id, new.name); end;
create trigger speaker_names_out after delete on speaker_names begin
  insert into speaker_names_fts(speaker_names_fts, rowid, name) values ('delete', old.id, old.name); end;
create trigger speaker_names_new after update of name on speaker_names begin
  insert into speaker_names_fts(speaker_names_fts, rowid, name) values ('delete', old.id, old.name);
  insert into speaker_names_fts(rowid, name) values (new.id, new.name); end;
