-- Words in marks that two linked quotations share are told beside the link of the wholes.
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
