-- What makes entering quick: templates and recurring vouchers, summaries that were struck from the library.

create table voucher_template (
  id integer primary key autoincrement,
  name text not null unique check (name <> ''),
  summary text not null default '',
  word text not null default '记',
  every text not null default '' check (every in ('', 'month', 'quarter', 'halfyear', 'year')),
  day_of_month integer check (day_of_month is null or day_of_month between 1 and 31),
  from_month text,
  to_month text,
  keep_amounts integer not null default 1 check (keep_amounts in (0, 1)),
  note text not null default '',
  used integer not null default 0,
  check (every = '' or from_month is not null)
) strict;
create table voucher_template_line (
  id integer primary key autoincrement,
  template integer not null references voucher_template (id),
  position integer not null check (position > 0),
  account integer not null references account (id),
  summary text not null default '',
  debit_fen integer not null default 0 check (debit_fen >= 0),
  credit_fen integer not null default 0 check (credit_fen >= 0),
  side text not null check (side in ('debit', 'credit')),
  pair integer not null default 1,
  earmark text not null default '',
  fund text not null default '',
  partner text not null default '',
  unit integer references unit (id),
  unique (template, position)
) strict;
-- A recurring voucher's month that was made (or passed over, with the reason).
create table voucher_template_done (
  id integer primary key autoincrement,
  template integer not null references voucher_template (id),
  month text not null,
  voucher integer references voucher (id),
  skipped text not null default '',
  unique (template, month)
) strict;
create table summary_struck (
  id integer primary key autoincrement,
  summary text not null unique
) strict;
-- For the look at every row that taking one away needs.
create index voucher_template_line_unit on voucher_template_line (unit) where unit is not null;
create index voucher_template_line_account on voucher_template_line (account);
create index voucher_template_done_voucher on voucher_template_done (voucher) where voucher is not null;

-- Old balances by the chart of 2010 and what they became: kept for the printed table.
create table chart_conversion (
  id integer primary key autoincrement,
  old_code text not null unique check (old_code <> ''),
  old_name text not null,
  debit_fen integer not null default 0 check (debit_fen >= 0),
  credit_fen integer not null default 0 check (credit_fen >= 0),
  account integer not null references account (id),
  note text not null default ''
) strict;
create index chart_conversion_account on chart_conversion (account);
