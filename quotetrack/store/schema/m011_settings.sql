-- What a person chose for the whole database.
create table settings (name text primary key, value text not null) without rowid;
