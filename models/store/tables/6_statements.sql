-- Statements: the superior's own forms with their cells, words beside the figures, publications, the tick list.

create table form_template (
  id integer primary key autoincrement,
  name text not null unique check (name <> ''),
  file integer not null references paper_file (id),
  period text not null default 'year' check (period in ('month', 'year')),
  note text not null default '',
  at text not null
) strict;
create table form_cell (
  id integer primary key autoincrement,
  form integer not null references form_template (id),
  sheet text not null,
  cell text not null check (cell glob '[A-Z]*[0-9]'),
  meaning text not null check (meaning <> ''),
  unit text not null default 'yuan' check (unit in ('yuan', 'wan', 'text')),
  unique (form, sheet, cell)
) strict;

create table statement_words (
  id integer primary key autoincrement,
  year integer not null,
  heading text not null,
  words text not null,
  unique (year, heading)
) strict;

create table publication (
  id integer primary key autoincrement,
  kind text not null,
  period text not null,
  day text not null check (day is date(day)),
  to_day text check (to_day is null or to_day is date(to_day)),
  place text not null default '',
  objections text not null default '',
  note text not null default ''
) strict;
create index publication_period on publication (kind, period);

-- 年结: which earmarks stay in 工会资金结转, and how much.
create table carried_earmark (
  id integer primary key autoincrement,
  year integer not null,
  earmark text not null,
  fen integer not null,
  stays integer not null check (stays in (0, 1)),
  reason text not null default '',
  unique (year, earmark)
) strict;
create trigger carried_earmark_no_insert before insert on carried_earmark
when exists (select 1 from period where state = 'closed' and month in (new.year || '-12', (new.year + 1) || '-12'))
begin select raise(abort, '这一年已年结，专项结转不能改。'); end;
create trigger carried_earmark_no_update before update on carried_earmark
when exists (select 1 from period where state = 'closed' and month in (old.year || '-12', new.year || '-12', (old.year + 1) || '-12', (new.year + 1) || '-12'))
begin select raise(abort, '这一年已年结，专项结转不能改。'); end;
create trigger carried_earmark_no_delete before delete on carried_earmark
when exists (select 1 from period where state = 'closed' and month in (old.year || '-12', (old.year + 1) || '-12'))
begin select raise(abort, '这一年已年结，专项结转不能改。'); end;
-- For the look at every row that taking one away needs.
create index form_template_file on form_template (file);
