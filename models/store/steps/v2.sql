-- From version 1 to 2: the fund ledger in full. Frozen; today's tables are in ../tables.
create table account_anew (
  id integer primary key autoincrement,
  key text,
  code text not null,
  name text not null,
  chart integer not null default 2022,
  class text not null check (class in ('asset', 'liability', 'net', 'income', 'expense')),
  side text not null check (side in ('debit', 'credit')),
  parent integer references account (id),
  locked integer not null default 0 check (locked in (0, 1)),
  hidden integer not null default 0 check (hidden in (0, 1)),
  valid_from text not null default '2022-01',
  valid_to text,
  initials text not null default '',
  note text not null default '',
  unique (code, chart),
  unique (key, chart),
  check (valid_to is null or valid_to >= valid_from)
) strict;
insert into account_anew (id, key, code, name, class, side, parent, locked, hidden, valid_from, valid_to, initials) select id, key, code, name, class, side, parent, locked, hidden, valid_from, valid_to, initials from account;
drop table account;
alter table account_anew rename to account;
update account set valid_from = min(valid_from, (select value from setting where key = 'first_month'));
create table voucher_anew (
  id integer primary key autoincrement,
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  word text not null default '记' check (word <> ''),
  number integer check (number > 0),
  day text not null check (day is date(day) and substr(day, 1, 7) = month),
  summary text not null,
  attachments integer not null default 0 check (attachments >= 0),
  kind text not null default 'normal' check (kind in ('normal', 'closing', 'carried')),
  reverses integer references voucher (id),
  reason text not null default '',
  source text not null default '',
  source_id integer,
  posted integer not null default 0 check (posted in (0, 1)),
  maker integer not null references user (id),
  made_at text not null,
  refunds integer references voucher (id),
  unique (month, word, number),
  check ((posted = 1) = (number is not null))
) strict;
insert into voucher_anew (id, month, word, number, day, summary, attachments, kind, reverses, reason, source, source_id, posted, maker, made_at) select id, month, word, number, day, summary, attachments, kind, reverses, reason, source, source_id, posted, maker, made_at from voucher;
drop table voucher;
alter table voucher_anew rename to voucher;
create table asset_class (
  id integer primary key autoincrement,
  name text not null unique,
  kind text not null check (kind in ('building', 'general', 'special', 'relic', 'book', 'furniture', 'intangible')),
  life_months integer not null check (life_months >= 0),
  threshold_fen integer not null default 100000,
  prefix text not null,
  depreciated integer not null default 1 check (depreciated in (0, 1)),
  position integer not null default 0
) strict;
create table asset (
  id integer primary key autoincrement,
  number text not null unique check (number <> ''),
  name text not null check (name <> ''),
  class integer not null references asset_class (id),
  spec text not null default '',
  quantity integer not null default 1 check (quantity > 0),
  unit_word text not null default '台',
  cost_fen integer not null check (cost_fen > 0),
  how text not null default 'bought' check (how in ('bought', 'transferred', 'donated', 'found')),
  fund text not null default 'union' check (fund in ('union', 'school')),
  acquired_on text not null check (acquired_on is date(acquired_on)),
  start_month text not null check (start_month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  life_months integer not null check (life_months >= 0),
  before_fen integer not null default 0 check (before_fen between 0 and cost_fen),
  before_to text,
  voucher integer references voucher (id),
  place text not null default '',
  keeper text not null default '',
  unit integer references unit (id),
  state text not null default 'used' check (state in ('used', 'idle', 'pending', 'disposed')),
  disposed_on text check (disposed_on is null or disposed_on is date(disposed_on)),
  disposal text not null default '' check (disposal in ('', 'sold', 'scrapped', 'transferred', 'donated', 'lost')),
  approval text not null default '',
  proceeds_fen integer not null default 0,
  disposal_voucher integer references voucher (id),
  note text not null default '',
  check ((state = 'disposed') = (disposed_on is not null)),
  check (state <> 'disposed' or approval <> '')
) strict;
create table depreciation (
  id integer primary key autoincrement,
  asset integer not null references asset (id),
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  fen integer not null check (fen > 0),
  voucher integer not null references voucher (id),
  unique (asset, month)
) strict;
create table stock_count (
  id integer primary key autoincrement,
  kind text not null check (kind in ('asset', 'goods')),
  day text not null check (day is date(day)),
  counter text not null default '',
  witness text not null default '',
  note text not null default '',
  finished integer not null default 0 check (finished in (0, 1))
) strict;
create table stock_count_row (
  id integer primary key autoincrement,
  count integer not null references stock_count (id),
  asset integer references asset (id),
  goods integer references goods (id),
  book_quantity integer not null,
  found_quantity integer,
  place text not null default '',
  note text not null default '',
  check ((asset is null) <> (goods is null))
) strict;
create table goods (
  id integer primary key autoincrement,
  name text not null check (name <> ''),
  spec text not null default '',
  kind text not null default '',
  unit_word text not null default '件',
  costing text not null default 'average' check (costing in ('average', 'individual')),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  unique (name, spec)
) strict;
create table goods_move (
  id integer primary key autoincrement,
  goods integer not null references goods (id),
  day text not null check (day is date(day)),
  kind text not null check (kind in ('opening', 'in', 'out', 'return', 'adjust')),
  quantity integer not null check (quantity <> 0),
  fen integer not null,
  to_whom text not null default '',
  unit integer references unit (id),
  activity integer references activity (id),
  reason text not null default '',
  voucher integer references voucher (id),
  from_move integer references goods_move (id)
) strict;
create table bank_account (
  id integer primary key autoincrement,
  account integer not null unique references account (id),
  name text not null unique check (name <> ''),
  bank text not null default '',
  number_tail text not null default '',
  kind text not null default 'basic' check (kind in ('basic', 'fixed', 'other')),
  opened_on text check (opened_on is null or opened_on is date(opened_on)),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  approval text not null default ''
) strict;
create table bank_statement (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  first_day text not null check (first_day is date(first_day)),
  last_day text not null check (last_day is date(last_day)),
  opening_fen integer not null,
  closing_fen integer not null,
  file text not null default '',
  sha256 text not null default '',
  at text not null
) strict;
create table bank_line (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  statement integer not null references bank_statement (id),
  position integer not null,
  day text not null check (day is date(day)),
  in_fen integer not null default 0 check (in_fen >= 0),
  out_fen integer not null default 0 check (out_fen >= 0),
  balance_fen integer,
  words text not null default '',
  partner text not null default '',
  ref text not null default '',
  mark text not null,
  unique (bank, mark),
  check ((in_fen = 0) <> (out_fen = 0))
) strict;
create table bank_layout (
  id integer primary key autoincrement,
  name text not null unique check (name <> ''),
  signature text not null,
  mapping text not null,
  at text not null
) strict;
create table bank_opening (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  side text not null check (side in ('bank', 'book')),
  day text not null check (day is date(day)),
  words text not null default '',
  fen integer not null check (fen <> 0)
) strict;
create table bank_match (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  pass integer not null check (pass between 0 and 5),
  reason text not null default '',
  locked integer not null default 0 check (locked in (0, 1)),
  by integer not null references user (id),
  at text not null
) strict;
create table bank_match_bank (
  id integer primary key autoincrement,
  match integer not null references bank_match (id),
  bank_line integer not null unique references bank_line (id)
) strict;
create table bank_match_book (
  id integer primary key autoincrement,
  match integer not null references bank_match (id),
  voucher_line integer not null unique references voucher_line (id)
) strict;
create table bank_match_opening (
  id integer primary key autoincrement,
  match integer not null references bank_match (id),
  opening integer not null unique references bank_opening (id)
) strict;
create table reconciliation (
  id integer primary key autoincrement,
  bank integer not null references bank_account (id),
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  state text not null check (state in ('draft', 'signed', 'reopened')),
  book_fen integer not null,
  bank_fen integer not null,
  adjusted_book_fen integer not null,
  adjusted_bank_fen integer not null,
  prepared_by text not null default '',
  reviewed_by text not null default '',
  reason text not null default '',
  by integer not null references user (id),
  at text not null,
  unique (bank, month),
  check (state <> 'signed' or adjusted_book_fen = adjusted_bank_fen),
  check (state <> 'reopened' or reason <> '')
) strict;
create table reconciliation_item (
  id integer primary key autoincrement,
  reconciliation integer not null references reconciliation (id),
  kind text not null check (kind in ('bank_in', 'bank_out', 'book_in', 'book_out')),
  day text not null check (day is date(day)),
  words text not null default '',
  fen integer not null,
  bank_line integer references bank_line (id),
  voucher_line integer references voucher_line (id)
) strict;
create table cash_count (
  id integer primary key autoincrement,
  day text not null check (day is date(day)),
  counter text not null default '',
  witness text not null default '',
  cashier text not null default '',
  counted_fen integer not null check (counted_fen >= 0),
  book_fen integer not null,
  unbooked_in_fen integer not null default 0,
  unbooked_out_fen integer not null default 0,
  explanation text not null default '',
  voucher integer references voucher (id),
  at text not null,
  by integer not null references user (id)
) strict;
create table cash_count_row (
  id integer primary key autoincrement,
  count integer not null references cash_count (id),
  face_fen integer not null check (face_fen > 0),
  pieces integer not null check (pieces >= 0),
  unique (count, face_fen)
) strict;
create table budget_line (
  id integer primary key autoincrement,
  year integer not null check (year between 1990 and 2100),
  side text not null check (side in ('income', 'expense')),
  account integer not null references account (id),
  name text not null default '',
  unit integer references unit (id),
  activity integer references activity (id),
  earmark text not null default '',
  position integer not null default 0
) strict;
create table budget (
  id integer primary key autoincrement,
  year integer not null,
  version integer not null check (version >= 0),
  state text not null check (state in ('draft', 'reviewed', 'approved', 'published', 'dropped')),
  document text not null default '',
  approved_on text check (approved_on is null or approved_on is date(approved_on)),
  reason text not null default '',
  note text not null default '',
  use_carryover_fen integer not null default 0 check (use_carryover_fen >= 0),
  use_surplus_fen integer not null default 0 check (use_surplus_fen >= 0),
  roster_day text check (roster_day is null or roster_day is date(roster_day)),
  at text not null,
  by integer not null references user (id),
  unique (year, version)
) strict;
create table budget_amount (
  id integer primary key autoincrement,
  budget integer not null references budget (id),
  line integer not null references budget_line (id),
  fen integer not null check (fen >= 0),
  heads integer check (heads >= 0),
  standard_fen integer check (standard_fen >= 0),
  times integer check (times > 0),
  source text not null default 'current' check (source in ('current', 'carryover', 'surplus')),
  basis text not null default '',
  reason text not null default '',
  unique (budget, line)
) strict;
create table budget_rule (
  id integer primary key autoincrement,
  code text not null unique,
  name text not null,
  severity text not null check (severity in ('block', 'warn', 'info', 'off')),
  param integer,
  param2 integer,
  basis text not null default '',
  confirmed integer not null default 0 check (confirmed in (0, 1))
) strict;
create table budget_override (
  id integer primary key autoincrement,
  line integer references budget_line (id),
  voucher integer references voucher (id),
  claim integer references claim (id),
  rule text not null,
  over_fen integer not null,
  reason text not null check (reason <> ''),
  by integer not null references user (id),
  at text not null
) strict;
create table unit_settlement (
  id integer primary key autoincrement,
  unit integer not null references unit (id),
  from_day text not null check (from_day is date(from_day)),
  to_day text not null check (to_day is date(to_day)),
  quota_fen integer not null,
  spent_fen integer not null,
  advance_fen integer not null default 0,
  signed_on text check (signed_on is null or signed_on is date(signed_on)),
  signed_by text not null default '',
  note text not null default '',
  check (to_day >= from_day)
) strict;
create table claim (
  id integer primary key autoincrement,
  kind text not null check (kind in ('expense', 'advance', 'payout')),
  number text not null unique check (number <> ''),
  day text not null check (day is date(day)),
  unit integer references unit (id),
  handler text not null default '',
  member integer references member (id),
  purpose text not null check (purpose <> ''),
  amount_fen integer not null check (amount_fen > 0),
  budget_line integer references budget_line (id),
  activity integer references activity (id),
  earmark text not null default '',
  way text not null default 'transfer' check (way in ('transfer', 'cash', 'cheque')),
  payee text not null default '',
  attachments integer not null default 0 check (attachments >= 0),
  minutes text not null default '',
  due_day text check (due_day is null or due_day is date(due_day)),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'paid', 'settled', 'refused', 'dropped')),
  voucher integer references voucher (id),
  settles integer references claim (id),
  note text not null default '',
  check (kind <> 'advance' or settles is null)
) strict;
create table claim_item (
  id integer primary key autoincrement,
  claim integer not null references claim (id),
  position integer not null check (position > 0),
  summary text not null check (summary <> ''),
  account integer references account (id),
  amount_fen integer not null,
  unique (claim, position)
) strict;
create table claim_private (
  id integer primary key autoincrement,
  claim integer not null unique references claim (id),
  bank text not null default '',
  account_number text not null default '',
  salt text not null
) strict;
create table claim_mark (
  id integer primary key autoincrement,
  claim integer not null references claim (id),
  kind text not null check (kind in ('submitted', 'witness', 'leader', 'checked', 'audited', 'approved', 'refused', 'paid', 'received', 'returned', 'reversed', 'printed')),
  who text not null,
  by integer not null references user (id),
  at text not null,
  note text not null default ''
) strict;
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
create table chart_conversion (
  id integer primary key autoincrement,
  old_code text not null unique check (old_code <> ''),
  old_name text not null,
  debit_fen integer not null default 0 check (debit_fen >= 0),
  credit_fen integer not null default 0 check (credit_fen >= 0),
  account integer not null references account (id),
  note text not null default ''
) strict;
create table levy_rule (
  id integer primary key autoincrement,
  from_month text not null unique check (from_month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  rate_bp integer not null default 200 check (rate_bp between 1 and 10000),
  kept_bp integer not null default 6000 check (kept_bp between 0 and 10000),
  mode text not null default 'A' check (mode in ('A', 'B', 'C')),
  accrue integer not null default 0 check (accrue in (0, 1)),
  returned_as text not null default 'levy' check (returned_as in ('levy', 'grant')),
  due_day integer not null default 15 check (due_day between 1 and 31),
  basis text not null default ''
) strict;
create table wage_bill (
  id integer primary key autoincrement,
  month text not null unique check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  heads integer not null check (heads >= 0),
  total_fen integer not null check (total_fen >= 0),
  document text not null default '',
  note text not null default ''
) strict;
create table levy_receipt (
  id integer primary key autoincrement,
  from_month text not null,
  to_month text not null,
  day text not null check (day is date(day)),
  mode text not null check (mode in ('A', 'B', 'C')),
  total_fen integer not null check (total_fen > 0),
  kept_fen integer not null,
  up_fen integer not null,
  official_number text not null default '',
  payer text not null default '',
  voucher integer references voucher (id),
  reversal integer references voucher (id),
  check (to_month >= from_month)
) strict;
create table levy_remittance (
  id integer primary key autoincrement,
  day text not null check (day is date(day)),
  fen integer not null check (fen > 0),
  receipt_number text not null default '',
  note text not null default '',
  voucher integer references voucher (id),
  reversal integer references voucher (id)
) strict;
create table levy_letter (
  id integer primary key autoincrement,
  kind text not null check (kind in ('notice', 'dun')),
  number text not null unique,
  day text not null check (day is date(day)),
  from_month text not null,
  to_month text not null,
  due_fen integer not null,
  received_fen integer not null default 0,
  note text not null default ''
) strict;
create table campaign (
  id integer primary key autoincrement,
  name text not null unique check (name <> ''),
  principal text not null default '',
  account integer not null unique references account (id),
  from_day text not null check (from_day is date(from_day)),
  to_day text check (to_day is null or to_day is date(to_day)),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  note text not null default ''
) strict;
create table earmark (
  id integer primary key autoincrement,
  name text not null unique check (name <> ''),
  kind text not null default 'superior' check (kind in ('superior', 'admin', 'government', 'other')),
  purpose text not null default '',
  document text not null default '',
  from_day text check (from_day is null or from_day is date(from_day)),
  use_by text check (use_by is null or use_by is date(use_by)),
  return_unspent integer not null default 0 check (return_unspent in (0, 1)),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  note text not null default ''
) strict;
create table activity (
  id integer primary key autoincrement,
  name text not null check (name <> ''),
  year integer not null,
  day text check (day is null or day is date(day)),
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  note text not null default '',
  unique (year, name)
) strict;
create table paper_file (
  id integer primary key autoincrement,
  sha256 text not null unique check (length(sha256) = 64),
  name text not null,
  kind text not null check (kind in ('pdf', 'ofd', 'xml', 'jpg', 'png', 'xlsx', 'docx', 'csv', 'txt')),
  size integer not null check (size > 0),
  at text not null,
  by integer not null references user (id)
) strict;
create table paper_bytes (
  id integer primary key references paper_file (id) on delete cascade,
  content blob not null
) strict;
create table paper_link (
  id integer primary key autoincrement,
  file integer not null references paper_file (id),
  tbl text not null,
  key integer not null,
  note text not null default '',
  unique (file, tbl, key)
) strict;
create table invoice (
  id integer primary key autoincrement,
  code text not null default '',
  number text not null check (number <> ''),
  kind text not null default '',
  day text check (day is null or day is date(day)),
  seller text not null default '',
  seller_tax text not null default '',
  buyer text not null default '',
  buyer_tax text not null default '',
  item text not null default '',
  net_fen integer,
  tax_fen integer,
  total_fen integer not null,
  red_of integer references invoice (id),
  file integer references paper_file (id),
  page integer not null default 1 check (page > 0),
  voucher integer references voucher (id),
  claim integer references claim (id),
  void integer not null default 0 check (void in (0, 1)),
  accepted text not null default '',
  note text not null default '',
  at text not null,
  unique (code, number)
) strict;
create table bank_slip (
  id integer primary key autoincrement,
  file integer not null references paper_file (id),
  page integer not null check (page > 0),
  part integer not null default 1 check (part > 0),
  top integer not null default 0 check (top between 0 and 1000),
  bottom integer not null default 1000 check (bottom > top and bottom <= 1000),
  day text check (day is null or day is date(day)),
  in_fen integer not null default 0 check (in_fen >= 0),
  out_fen integer not null default 0 check (out_fen >= 0),
  partner text not null default '',
  ref text not null default '',
  words text not null default '',
  bank_line integer references bank_line (id),
  voucher integer references voucher (id),
  unique (file, page, part)
) strict;
create table number_book (
  id integer primary key autoincrement,
  kind text not null check (kind in ('receipt', 'cheque')),
  name text not null check (name <> ''),
  prefix text not null default '',
  first integer not null check (first >= 0),
  last integer not null,
  width integer not null default 8 check (width between 1 and 20),
  received_on text not null check (received_on is date(received_on)),
  keeper text not null default '',
  closed_on text check (closed_on is null or closed_on is date(closed_on)),
  note text not null default '',
  check (last >= first)
) strict;
create table number_use (
  id integer primary key autoincrement,
  book integer not null references number_book (id),
  number integer not null,
  state text not null check (state in ('used', 'void', 'cancelled')),
  day text not null check (day is date(day)),
  partner text not null default '',
  reason text not null default '',
  amount_fen integer not null default 0 check (amount_fen >= 0),
  copies integer not null default 0 check (copies >= 0),
  voucher integer references voucher (id),
  unique (book, number),
  check (state = 'used' or (reason <> '' and amount_fen = 0))
) strict;
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
create table carried_earmark (
  id integer primary key autoincrement,
  year integer not null,
  earmark text not null,
  fen integer not null,
  stays integer not null check (stays in (0, 1)),
  reason text not null default '',
  unique (year, earmark)
) strict;
create index account_parent on account (parent);
create index voucher_day on voucher (day, id);
create trigger voucher_posted after update of posted on voucher
when old.posted = 0 and new.posted = 1
begin
  insert into month_sum (account, month, debit_fen, credit_fen, closing_debit_fen, closing_credit_fen, lines)
    select account, new.month, sum(debit_fen), sum(credit_fen),
      iif(new.kind = 'closing', sum(debit_fen), 0), iif(new.kind = 'closing', sum(credit_fen), 0), count(*)
    from voucher_line where voucher = new.id group by account
    on conflict (account, month) do update set
      debit_fen = debit_fen + excluded.debit_fen,
      credit_fen = credit_fen + excluded.credit_fen,
      closing_debit_fen = closing_debit_fen + excluded.closing_debit_fen,
      closing_credit_fen = closing_credit_fen + excluded.closing_credit_fen,
      lines = lines + excluded.lines;
  insert into year_sum (account, year, debit_fen, credit_fen)
    select account, cast(substr(new.month, 1, 4) as integer), sum(debit_fen), sum(credit_fen)
    from voucher_line where voucher = new.id group by account
    on conflict (account, year) do update set
      debit_fen = debit_fen + excluded.debit_fen,
      credit_fen = credit_fen + excluded.credit_fen;
end;
create unique index voucher_reverses on voucher (reverses) where reverses is not null and posted = 1;
create index voucher_source on voucher (source, source_id) where source <> '';
create index voucher_reversed on voucher (reverses) where reverses is not null;
create index voucher_refunds on voucher (refunds) where refunds is not null;
create trigger voucher_posting before update of posted on voucher
when old.posted = 0 and new.posted = 1
begin
  select case
    when gap <> 0 or (pairs > 0 and exists (
      select 1 from voucher_line where voucher = new.id group by pair having sum(debit_fen) <> sum(credit_fen)))
      then raise(abort, '借贷不平，不能记账。')
    when n < 2 then raise(abort, '凭证至少要有两行分录。')
    when off > 0 then raise(abort, '分录的月份和凭证不一致。')
    when parents > 0 then raise(abort, '只能记到末级科目。')
    when stale > 0 and new.kind <> 'carried' then raise(abort, '科目在这个月不能用。')
    when red > 0 and new.reverses is null and new.refunds is null
      then raise(abort, '负数只能用在红字冲销和退款凭证里。')
    end
    from (select count(*) as n, coalesce(sum(l.debit_fen - l.credit_fen), 0) as gap, sum(l.pair <> 1) as pairs,
      sum(l.month <> new.month) as off, sum(exists (select 1 from account c where c.parent = l.account)) as parents,
      sum(new.month < a.valid_from or coalesce(new.month > a.valid_to, 0)) as stale,
      sum(l.debit_fen < 0 or l.credit_fen < 0) as red
      from voucher_line l join account a on a.id = l.account where l.voucher = new.id);
  select raise(abort, '这个月已结账，不能再记账。') where exists (
    select 1 from period where month = new.month and state = 'closed');
  select raise(abort, '这张凭证已经冲销过了。') where new.reverses is not null and exists (
    select 1 from voucher where reverses = new.reverses and posted = 1);
  select raise(abort, '被冲销的凭证还没有记账。') where new.reverses is not null and not exists (
    select 1 from voucher where id = new.reverses and posted = 1);
  select raise(abort, '退款所对的凭证还没有记账，或者已经冲销。') where new.refunds is not null and (
    new.reverses is not null or not exists (select 1 from voucher where id = new.refunds and posted = 1
      and reverses is null and refunds is null and substr(month, 1, 4) = substr(new.month, 1, 4))
    or exists (select 1 from voucher where reverses = new.refunds and posted = 1));
  select raise(abort, '退回的金额比原凭证剩下的多。') where new.refunds is not null and exists (
    select 1 from voucher_line l where l.voucher = new.id and (l.debit_fen < 0 or l.credit_fen < 0)
    group by l.account, l.debit_fen <> 0
    having sum(l.debit_fen + l.credit_fen) + (
      select coalesce(sum(o.debit_fen + o.credit_fen), 0) from voucher_line o join voucher v on v.id = o.voucher
      where o.account = l.account and (o.debit_fen <> 0) = (l.debit_fen <> 0) and v.posted = 1
        and (v.id = new.refunds or (v.refunds = new.refunds and (o.debit_fen < 0 or o.credit_fen < 0))
          or v.reverses in (select id from voucher where refunds = new.refunds))) < 0);
  select raise(abort, '这张凭证有退款，要先冲销退款凭证。') where exists (
    select 1 from voucher r where r.refunds = new.reverses and r.posted = 1
      and not exists (select 1 from voucher x where x.reverses = r.id and x.posted = 1));
  select raise(abort, '凭证号不连续。') where new.number is not (
    select coalesce(max(number), 0) + 1 from voucher where month = new.month and word = new.word and posted = 1);
end;
create trigger voucher_no_insert_posted before insert on voucher when new.posted = 1
begin select raise(abort, '凭证要先存为草稿再记账。'); end;
create trigger voucher_no_replace before insert on voucher
when exists (select 1 from voucher where posted = 1 and (id = new.id
    or (month = new.month and word = new.word and number is new.number and new.number is not null)))
begin select raise(abort, '凭证已记账，不能覆盖。'); end;
create trigger voucher_no_update before update on voucher when old.posted = 1
begin select raise(abort, '凭证已记账，只能红字冲销。'); end;
create trigger voucher_no_move before update on voucher
when old.posted = 0 and (new.id <> old.id or exists (select 1 from voucher where posted = 1 and id <> old.id
    and month = new.month and word = new.word and number is new.number and new.number is not null))
begin select raise(abort, '这个凭证号已经用了。'); end;
create trigger voucher_no_delete before delete on voucher when old.posted = 1
begin select raise(abort, '凭证已记账，不能删除。'); end;
create trigger account_no_bend before update on account
when (new.class <> old.class or new.side <> old.side or new.key is not old.key or new.id <> old.id
    or new.parent is not old.parent or new.chart <> old.chart)
  and exists (select 1 from voucher_line where account = old.id)
begin select raise(abort, '科目已有凭证，不能改类别、方向和上级。'); end;
create trigger account_no_clash before update on account
when exists (select 1 from account a where a.id <> old.id and (a.id = new.id or (a.chart = new.chart and (a.code = new.code or a.key = new.key)))
    and exists (select 1 from voucher_line where account = a.id))
begin select raise(abort, '这个科目编码已经用了。'); end;
create trigger account_no_delete before delete on account
when exists (select 1 from voucher_line where account = old.id)
begin select raise(abort, '科目已有凭证，不能删除。'); end;
create trigger account_no_replace before insert on account
when exists (select 1 from account a where (a.id = new.id or (a.chart = new.chart and (a.code = new.code or a.key = new.key)))
    and exists (select 1 from voucher_line where account = a.id))
begin select raise(abort, '科目已有凭证，不能覆盖。'); end;
create trigger period_reopen_last before update on period
when old.state = 'closed' and new.state = 'open' and exists (
  select 1 from period where state = 'closed' and month > old.month)
begin select raise(abort, '要从最后结账的月份开始反结账。'); end;
create index asset_class_of on asset (class);
create index asset_voucher on asset (voucher) where voucher is not null;
create trigger asset_no_bend before update on asset
when (old.voucher is not null or exists (select 1 from depreciation where asset = old.id))
  and (new.cost_fen <> old.cost_fen or new.before_fen <> old.before_fen or new.start_month <> old.start_month
    or new.id <> old.id)
begin select raise(abort, '资产已入账，不能改原值、启用月份和以前的折旧。'); end;
create trigger asset_no_replace before insert on asset
when exists (select 1 from asset where id = new.id or number = new.number)
begin select raise(abort, '这个资产编号已经有了，不能覆盖。'); end;
create trigger asset_no_clash before update on asset
when exists (select 1 from asset where id <> old.id and (id = new.id or number = new.number))
begin select raise(abort, '这个资产编号已经有了，不能覆盖。'); end;
create trigger asset_no_delete before delete on asset
when old.voucher is not null or old.disposal_voucher is not null
  or exists (select 1 from depreciation where asset = old.id)
begin select raise(abort, '资产已有凭证或折旧，不能删除，请做处置。'); end;
create index depreciation_month on depreciation (month);
create index depreciation_voucher on depreciation (voucher);
create trigger depreciation_no_more before insert on depreciation
when (select before_fen from asset where id = new.asset) + new.fen
  + coalesce((select sum(fen) from depreciation where asset = new.asset), 0)
  > (select cost_fen from asset where id = new.asset)
begin select raise(abort, '累计折旧不能超过原值。'); end;
create trigger depreciation_no_replace before insert on depreciation
when exists (select 1 from depreciation where id = new.id or (asset = new.asset and month = new.month))
begin select raise(abort, '这个月的折旧已经计提了。'); end;
create trigger depreciation_no_update before update on depreciation
begin select raise(abort, '折旧已经记账，不能改，请冲销计提的凭证。'); end;
create trigger depreciation_no_delete before delete on depreciation
when not exists (select 1 from voucher where reverses = old.voucher and posted = 1)
begin select raise(abort, '折旧已经记账，不能删除，请冲销计提的凭证。'); end;
create index stock_count_row_count on stock_count_row (count);
create trigger stock_count_row_finished before update on stock_count_row
when exists (select 1 from stock_count where id in (old.count, new.count) and finished = 1)
begin select raise(abort, '这次盘点已经结束，不能再改。'); end;
create trigger stock_count_row_no_delete before delete on stock_count_row
when exists (select 1 from stock_count where id = old.count and finished = 1)
begin select raise(abort, '这次盘点已经结束，不能再改。'); end;
create index goods_move_goods on goods_move (goods, day, id);
create index goods_move_voucher on goods_move (voucher) where voucher is not null;
create trigger goods_never_negative before insert on goods_move
when new.quantity + coalesce((select sum(quantity) from goods_move where goods = new.goods), 0) < 0
begin select raise(abort, '库存不够，不能发出这么多。'); end;
create trigger goods_move_no_replace before insert on goods_move
when exists (select 1 from goods_move where id = new.id)
begin select raise(abort, '这笔收发已经登记，不能覆盖。'); end;
create trigger goods_move_no_update before update on goods_move
when old.voucher is not null or new.id <> old.id
begin select raise(abort, '这笔收发已经记账，不能改，请冲销它的凭证。'); end;
create trigger goods_move_no_delete before delete on goods_move
when old.voucher is not null and not exists (select 1 from voucher where reverses = old.voucher and posted = 1)
begin select raise(abort, '这笔收发已经记账，不能删除，请冲销它的凭证。'); end;
create index asset_disposal_voucher on asset (disposal_voucher) where disposal_voucher is not null;
create index asset_unit on asset (unit) where unit is not null;
create index stock_count_row_goods on stock_count_row (goods) where goods is not null;
create index stock_count_row_asset on stock_count_row (asset) where asset is not null;
create index goods_move_from_move on goods_move (from_move) where from_move is not null;
create index goods_move_activity on goods_move (activity) where activity is not null;
create index goods_move_unit on goods_move (unit) where unit is not null;
create index bank_statement_bank on bank_statement (bank, first_day);
create index bank_line_day on bank_line (bank, day, id);
create index bank_layout_signature on bank_layout (signature);
create index bank_opening_bank on bank_opening (bank);
create index bank_match_bank_match on bank_match_bank (match);
create index bank_match_book_match on bank_match_book (match);
create index bank_match_opening_match on bank_match_opening (match);
create index reconciliation_item_sheet on reconciliation_item (reconciliation);
create trigger bank_match_no_insert before insert on bank_match
when new.locked = 1 or exists (select 1 from bank_match where id = new.id and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_locked before update on bank_match
when (old.locked = 1 and (new.locked = 1 or new.id <> old.id or new.bank <> old.bank or new.pass <> old.pass
    or new.by <> old.by or new.at <> old.at or new.reason <> old.reason))
  or (new.id <> old.id and exists (select 1 from bank_match where id = new.id and locked = 1))
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_unlock before update of locked on bank_match
when old.locked = 1 and new.locked = 0 and exists (
  select 1 from reconciliation r where r.bank = old.bank and r.state = 'signed' and r.month >= (
    select coalesce(max(month), '') from (
      select substr(l.day, 1, 7) as month from bank_match_bank m join bank_line l on l.id = m.bank_line where m.match = old.id
      union all select l.month from bank_match_book m join voucher_line l on l.id = m.voucher_line where m.match = old.id)))
begin select raise(abort, '调节表已签，要先写明原因重新打开。'); end;
create trigger bank_match_no_delete before delete on bank_match when old.locked = 1
begin select raise(abort, '这个月的调节表已签，勾对不能删除。'); end;
create trigger bank_match_even before update of locked on bank_match
when old.locked = 0 and new.locked = 1 and
  (select coalesce(sum(l.in_fen - l.out_fen), 0) from bank_match_bank m join bank_line l on l.id = m.bank_line where m.match = new.id)
  + (select coalesce(sum(iif(o.side = 'bank', o.fen, -o.fen)), 0) from bank_match_opening m join bank_opening o on o.id = m.opening where m.match = new.id)
  <> (select coalesce(sum(l.debit_fen - l.credit_fen), 0) from bank_match_book m join voucher_line l on l.id = m.voucher_line where m.match = new.id)
begin select raise(abort, '勾对的两边金额不相等。'); end;
create trigger bank_match_bank_no_insert before insert on bank_match_bank
when exists (select 1 from bank_match where id = new.match and locked = 1)
  or exists (select 1 from bank_match_bank m join bank_match g on g.id = m.match
    where (m.id = new.id or m.bank_line = new.bank_line) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_bank_no_update before update on bank_match_bank
when exists (select 1 from bank_match where id in (old.match, new.match) and locked = 1)
  or exists (select 1 from bank_match_bank m join bank_match g on g.id = m.match
    where m.id <> old.id and (m.id = new.id or m.bank_line = new.bank_line) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_bank_no_delete before delete on bank_match_bank
when exists (select 1 from bank_match where id = old.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_book_no_insert before insert on bank_match_book
when exists (select 1 from bank_match where id = new.match and locked = 1)
  or exists (select 1 from bank_match_book m join bank_match g on g.id = m.match
    where (m.id = new.id or m.voucher_line = new.voucher_line) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_book_no_update before update on bank_match_book
when exists (select 1 from bank_match where id in (old.match, new.match) and locked = 1)
  or exists (select 1 from bank_match_book m join bank_match g on g.id = m.match
    where m.id <> old.id and (m.id = new.id or m.voucher_line = new.voucher_line) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_book_no_delete before delete on bank_match_book
when exists (select 1 from bank_match where id = old.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_opening_no_insert before insert on bank_match_opening
when exists (select 1 from bank_match where id = new.match and locked = 1)
  or exists (select 1 from bank_match_opening m join bank_match g on g.id = m.match
    where (m.id = new.id or m.opening = new.opening) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_opening_no_update before update on bank_match_opening
when exists (select 1 from bank_match where id in (old.match, new.match) and locked = 1)
  or exists (select 1 from bank_match_opening m join bank_match g on g.id = m.match
    where m.id <> old.id and (m.id = new.id or m.opening = new.opening) and g.locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_match_opening_no_delete before delete on bank_match_opening
when exists (select 1 from bank_match where id = old.match and locked = 1)
begin select raise(abort, '这个月的调节表已签，勾对不能改。'); end;
create trigger bank_line_no_insert before insert on bank_line
when exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.day, 1, 7))
  or exists (select 1 from bank_line l join reconciliation r on r.bank = l.bank and r.state = 'signed'
    where (l.id = new.id or (l.bank = new.bank and l.mark = new.mark)) and r.month >= substr(l.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_line_no_update before update on bank_line
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.day, 1, 7))
  or exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.day, 1, 7))
  or exists (select 1 from bank_line l join reconciliation r on r.bank = l.bank and r.state = 'signed'
    where l.id <> old.id and (l.id = new.id or (l.bank = new.bank and l.mark = new.mark)) and r.month >= substr(l.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_line_no_delete before delete on bank_line
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_statement_no_insert before insert on bank_statement
when exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.first_day, 1, 7))
  or exists (select 1 from bank_statement s join reconciliation r on r.bank = s.bank and r.state = 'signed'
    where s.id = new.id and r.month >= substr(s.first_day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_statement_no_update before update on bank_statement
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.first_day, 1, 7))
  or exists (select 1 from reconciliation where bank = new.bank and state = 'signed' and month >= substr(new.first_day, 1, 7))
  or (new.id <> old.id and exists (select 1 from bank_statement where id = new.id))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_statement_no_delete before delete on bank_statement
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed' and month >= substr(old.first_day, 1, 7))
begin select raise(abort, '这个月的调节表已签，对账单不能改。'); end;
create trigger bank_opening_no_insert before insert on bank_opening
when exists (select 1 from reconciliation where bank = new.bank and state = 'signed')
  or exists (select 1 from bank_opening o join reconciliation r on r.bank = o.bank and r.state = 'signed' where o.id = new.id)
begin select raise(abort, '调节表签过以后，期初未达账项不能改。'); end;
create trigger bank_opening_no_update before update on bank_opening
when exists (select 1 from reconciliation where bank in (old.bank, new.bank) and state = 'signed')
begin select raise(abort, '调节表签过以后，期初未达账项不能改。'); end;
create trigger bank_opening_no_delete before delete on bank_opening
when exists (select 1 from reconciliation where bank = old.bank and state = 'signed')
begin select raise(abort, '调节表签过以后，期初未达账项不能改。'); end;
create trigger reconciliation_no_insert before insert on reconciliation
when new.state <> 'draft' or exists (
  select 1 from reconciliation where id = new.id or (bank = new.bank and month = new.month))
begin select raise(abort, '调节表要先编好再签。'); end;
create trigger reconciliation_signed before update on reconciliation
when old.state = 'signed' and (new.state <> 'reopened' or new.id <> old.id or new.bank <> old.bank or new.month <> old.month
    or new.book_fen <> old.book_fen or new.bank_fen <> old.bank_fen or new.prepared_by <> old.prepared_by
    or new.reviewed_by <> old.reviewed_by or new.adjusted_book_fen <> old.adjusted_book_fen
    or new.adjusted_bank_fen <> old.adjusted_bank_fen)
begin select raise(abort, '调节表已签，要先写明原因重新打开。'); end;
create trigger reconciliation_reopen before update of state on reconciliation
when old.state = 'signed' and new.state = 'reopened' and exists (
  select 1 from reconciliation where bank = old.bank and state = 'signed' and month > old.month)
begin select raise(abort, '要从最后签的月份开始重新打开。'); end;
create trigger reconciliation_no_clash before update on reconciliation
when exists (select 1 from reconciliation where id <> old.id and (id = new.id or (bank = new.bank and month = new.month)))
begin select raise(abort, '这个月已有调节表。'); end;
create trigger reconciliation_no_delete before delete on reconciliation when old.state <> 'draft'
begin select raise(abort, '调节表签过，不能删除。'); end;
create trigger reconciliation_sign before update of state on reconciliation
when old.state <> 'signed' and new.state = 'signed' and (
  new.adjusted_book_fen <> new.adjusted_bank_fen
  or new.book_fen + (select coalesce(sum(iif(kind = 'bank_in', fen, -fen)), 0) from reconciliation_item
    where reconciliation = new.id and kind in ('bank_in', 'bank_out')) <> new.adjusted_book_fen
  or new.bank_fen + (select coalesce(sum(iif(kind = 'book_in', fen, -fen)), 0) from reconciliation_item
    where reconciliation = new.id and kind in ('book_in', 'book_out')) <> new.adjusted_bank_fen)
begin select raise(abort, '调节后两边余额不相等，不能签。'); end;
create trigger reconciliation_item_no_insert before insert on reconciliation_item
when exists (select 1 from reconciliation where id = new.reconciliation and state = 'signed')
  or exists (select 1 from reconciliation_item i join reconciliation r on r.id = i.reconciliation
    where i.id = new.id and r.state = 'signed')
begin select raise(abort, '调节表已签，未达账项不能改。'); end;
create trigger reconciliation_item_no_update before update on reconciliation_item
when exists (select 1 from reconciliation where id in (old.reconciliation, new.reconciliation) and state = 'signed')
  or (new.id <> old.id and exists (select 1 from reconciliation_item where id = new.id))
begin select raise(abort, '调节表已签，未达账项不能改。'); end;
create trigger reconciliation_item_no_delete before delete on reconciliation_item
when exists (select 1 from reconciliation where id = old.reconciliation and state = 'signed')
begin select raise(abort, '调节表已签，未达账项不能改。'); end;
create trigger bank_account_no_insert before insert on bank_account
when exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
  where b.id = new.id or b.account = new.account or b.name = new.name)
begin select raise(abort, '这个银行账户已签过调节表，不能覆盖。'); end;
create trigger bank_account_no_update before update on bank_account
when ((new.id <> old.id or new.account <> old.account)
    and exists (select 1 from reconciliation where bank = old.id and state = 'signed'))
  or exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
    where b.id <> old.id and (b.id = new.id or b.account = new.account or b.name = new.name))
begin select raise(abort, '这个银行账户已签过调节表，不能换科目。'); end;
create trigger bank_account_no_delete before delete on bank_account
when exists (select 1 from reconciliation where bank = old.id and state <> 'draft')
begin select raise(abort, '这个银行账户已签过调节表，不能删除。'); end;
create trigger opening_bank_no_insert before insert on opening_balance
when exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
  where b.account = new.account)
begin select raise(abort, '银行存款余额调节表已签，期初余额不能改；请先重新打开调节表。'); end;
create trigger opening_bank_no_update before update on opening_balance
when exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
  where b.account in (old.account, new.account))
begin select raise(abort, '银行存款余额调节表已签，期初余额不能改；请先重新打开调节表。'); end;
create trigger opening_bank_no_delete before delete on opening_balance
when exists (select 1 from bank_account b join reconciliation r on r.bank = b.id and r.state = 'signed'
  where b.account = old.account)
begin select raise(abort, '银行存款余额调节表已签，期初余额不能改；请先重新打开调节表。'); end;
create trigger voucher_bank_signed before update of posted on voucher
when old.posted = 0 and new.posted = 1 and exists (
    select 1 from reconciliation where state = 'signed' and month >= new.month)
  and exists (select 1 from voucher_line l join bank_account b on b.account = l.account
    join reconciliation r on r.bank = b.id and r.state = 'signed' and r.month >= new.month where l.voucher = new.id)
begin select raise(abort, '这个月的银行存款余额调节表已签，银行存款不能再记账；请先重新打开调节表，或把日期改到以后的月份。'); end;
create index cash_count_day on cash_count (day);
create trigger cash_count_booked before update on cash_count
when old.voucher is not null and (new.voucher is not old.voucher or new.counted_fen <> old.counted_fen
    or new.book_fen <> old.book_fen or new.day <> old.day)
begin select raise(abort, '盘点的差额已经记账，不能改。'); end;
create trigger cash_count_no_delete before delete on cash_count when old.voucher is not null
begin select raise(abort, '盘点的差额已经记账，不能删除。'); end;
create trigger cash_count_row_no_update before update on cash_count_row
when exists (select 1 from cash_count where id in (old.count, new.count) and voucher is not null)
begin select raise(abort, '盘点的差额已经记账，不能改。'); end;
create trigger cash_count_row_no_delete before delete on cash_count_row
when exists (select 1 from cash_count where id = old.count and voucher is not null)
begin select raise(abort, '盘点的差额已经记账，不能改。'); end;
create index bank_line_statement on bank_line (statement);
create index bank_match_account on bank_match (bank);
create index reconciliation_item_voucher_line on reconciliation_item (voucher_line) where voucher_line is not null;
create index reconciliation_item_bank_line on reconciliation_item (bank_line) where bank_line is not null;
create index cash_count_voucher on cash_count (voucher) where voucher is not null;
create unique index budget_line_once on budget_line (year, account, name, coalesce(unit, 0), earmark);
create index budget_line_year on budget_line (year, side, position);
create trigger budget_line_no_delete before delete on budget_line
when exists (select 1 from voucher_line where budget_line = old.id)
  or exists (select 1 from budget_amount a join budget b on b.id = a.budget
    where a.line = old.id and b.state in ('approved', 'published'))
begin select raise(abort, '已有凭证或批准的预算用到这个预算项，不能删除。'); end;
create trigger budget_line_no_replace before insert on budget_line
when exists (select 1 from budget_line where id = new.id or (year = new.year and account = new.account
  and name = new.name and coalesce(unit, 0) = coalesce(new.unit, 0) and earmark = new.earmark))
begin select raise(abort, '这个预算项已经有了，不能覆盖。'); end;
create trigger budget_line_no_clash before update on budget_line
when exists (select 1 from budget_line where id <> old.id and (id = new.id or (year = new.year
  and account = new.account and name = new.name and coalesce(unit, 0) = coalesce(new.unit, 0)
  and earmark = new.earmark)))
begin select raise(abort, '这个预算项已经有了，不能覆盖。'); end;
create index budget_amount_line on budget_amount (line);
create trigger budget_amount_no_insert before insert on budget_amount
when exists (select 1 from budget where id = new.budget and state in ('approved', 'published'))
  or exists (select 1 from budget_amount a join budget b on b.id = a.budget
    where a.id = new.id and b.state in ('approved', 'published'))
begin select raise(abort, '预算已批准，要改请做预算调整。'); end;
create trigger budget_amount_no_update before update on budget_amount
when exists (select 1 from budget where id in (old.budget, new.budget) and state in ('approved', 'published'))
  or (new.id <> old.id and exists (select 1 from budget_amount where id = new.id))
begin select raise(abort, '预算已批准，要改请做预算调整。'); end;
create trigger budget_amount_no_delete before delete on budget_amount
when exists (select 1 from budget where id = old.budget and state in ('approved', 'published'))
begin select raise(abort, '预算已批准，要改请做预算调整。'); end;
create trigger budget_line_stays before update on budget_line
when (new.year <> old.year or new.side <> old.side or new.account <> old.account or new.name <> old.name
    or new.unit is not old.unit or new.earmark <> old.earmark or new.id <> old.id)
  and exists (select 1 from budget_amount a join budget b on b.id = a.budget
    where a.line = old.id and b.state in ('approved', 'published'))
begin select raise(abort, '这一项预算已批准，科目和项目不能改。'); end;
create trigger budget_stays_approved before update on budget
when old.state in ('approved', 'published') and (new.state not in ('approved', 'published')
    or new.state = 'approved' and old.state = 'published'
    or new.id <> old.id or new.year <> old.year or new.version <> old.version
    or new.approved_on is not old.approved_on or new.document <> old.document or new.reason <> old.reason
    or new.use_carryover_fen <> old.use_carryover_fen or new.use_surplus_fen <> old.use_surplus_fen
    or new.roster_day is not old.roster_day)
begin select raise(abort, '预算已批准，不能退回草案，也不能改。'); end;
create trigger budget_no_replace before insert on budget
when exists (select 1 from budget where (id = new.id or (year = new.year and version = new.version))
  and state in ('approved', 'published'))
begin select raise(abort, '预算已批准，不能覆盖。'); end;
create trigger budget_no_clash before update on budget
when exists (select 1 from budget where id <> old.id and (id = new.id or (year = new.year and version = new.version))
  and state in ('approved', 'published'))
begin select raise(abort, '预算已批准，不能覆盖。'); end;
create trigger budget_no_delete before delete on budget when old.state in ('approved', 'published')
begin select raise(abort, '预算已批准，不能删除。'); end;
create index budget_override_voucher on budget_override (voucher) where voucher is not null;
create trigger budget_override_no_update before update on budget_override
begin select raise(abort, '超预算说明留给经审，不能改。'); end;
create trigger budget_override_no_delete before delete on budget_override
begin select raise(abort, '超预算说明留给经审，不能删除。'); end;
create trigger budget_override_no_replace before insert on budget_override
when exists (select 1 from budget_override where id = new.id)
begin select raise(abort, '超预算说明留给经审，不能覆盖。'); end;
create trigger unit_settlement_signed before update on unit_settlement when old.signed_on is not null
begin select raise(abort, '结算单已签字，不能改。'); end;
create trigger unit_settlement_no_clash before update on unit_settlement
when new.id <> old.id and exists (select 1 from unit_settlement where id = new.id)
begin select raise(abort, '结算单已签字，不能覆盖。'); end;
create trigger unit_settlement_no_delete before delete on unit_settlement when old.signed_on is not null
begin select raise(abort, '结算单已签字，不能删除。'); end;
create trigger unit_settlement_no_replace before insert on unit_settlement
when exists (select 1 from unit_settlement where id = new.id and signed_on is not null)
begin select raise(abort, '结算单已签字，不能覆盖。'); end;
create index budget_line_activity on budget_line (activity) where activity is not null;
create index budget_line_unit on budget_line (unit) where unit is not null;
create index budget_line_account on budget_line (account);
create index budget_override_claim on budget_override (claim) where claim is not null;
create index budget_override_line on budget_override (line) where line is not null;
create index unit_settlement_unit on unit_settlement (unit);
create index claim_state on claim (state, day);
create index claim_budget on claim (budget_line, state) where budget_line is not null;
create index claim_voucher on claim (voucher) where voucher is not null;
create index claim_settles on claim (settles) where settles is not null;
create index claim_mark_claim on claim_mark (claim, kind);
create trigger claim_paid_is_frozen before update on claim
when old.state in ('approved', 'paid', 'settled') and new.state in ('approved', 'paid', 'settled')
  and (new.amount_fen <> old.amount_fen or new.day <> old.day or new.purpose <> old.purpose
    or new.payee <> old.payee or new.member is not old.member or new.budget_line is not old.budget_line
    or new.settles is not old.settles)
begin select raise(abort, '已经审批或付款的单据不能改内容。'); end;
create trigger claim_paid_keeps_its_voucher before update on claim
when old.state in ('paid', 'settled') and new.state in ('paid', 'settled') and new.voucher is not old.voucher
begin select raise(abort, '已经付款的单据不能换凭证。'); end;
create trigger claim_no_clash before update on claim
when new.id <> old.id
begin select raise(abort, '审批单的编号不能改。'); end;
create trigger claim_no_delete before delete on claim when old.state in ('paid', 'settled')
begin select raise(abort, '已经付款的单据不能删除。'); end;
create trigger claim_paid_by_a_voucher before update of state on claim
when new.state in ('paid', 'settled') and old.state not in ('paid', 'settled') and not exists (
  select 1 from voucher where id = new.voucher and posted = 1 and source = 'claim' and source_id = new.id)
begin select raise(abort, '审批单要由付款凭证来付款。'); end;
create trigger claim_paid_goes_back_in_red before update of state on claim
when old.state in ('paid', 'settled') and new.state not in ('paid', 'settled') and not exists (
  select 1 from voucher where reverses = old.voucher and posted = 1)
begin select raise(abort, '已经付款的单据，要先冲销付款凭证。'); end;
create trigger claim_number_stays before update of number, kind on claim
when new.number <> old.number or new.kind <> old.kind
begin select raise(abort, '审批单的编号和种类不能改。'); end;
create trigger claim_no_replace before insert on claim
when exists (select 1 from claim where (id = new.id or number = new.number) and state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能用另一张替换。'); end;
create trigger claim_item_no_replace before insert on claim_item
when exists (select 1 from claim_item i join claim c on c.id = i.claim
  where i.id = new.id and c.state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能改明细。'); end;
create trigger claim_item_no_insert before insert on claim_item
when exists (select 1 from claim where id = new.claim and state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能加明细。'); end;
create trigger claim_item_no_update before update on claim_item
when exists (select 1 from claim where id in (old.claim, new.claim) and state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能改明细。'); end;
create trigger claim_item_no_delete before delete on claim_item
when exists (select 1 from claim where id = old.claim and state in ('approved', 'paid', 'settled'))
begin select raise(abort, '已经审批的单据不能删明细。'); end;
create index claim_activity on claim (activity) where activity is not null;
create index claim_member on claim (member) where member is not null;
create index claim_unit on claim (unit) where unit is not null;
create index claim_item_account on claim_item (account) where account is not null;
create index voucher_template_line_unit on voucher_template_line (unit) where unit is not null;
create index voucher_template_line_account on voucher_template_line (account);
create index voucher_template_done_voucher on voucher_template_done (voucher) where voucher is not null;
create index chart_conversion_account on chart_conversion (account);
create unique index levy_receipt_number on levy_receipt (official_number)
  where official_number <> '' and reversal is null;
create index levy_receipt_voucher on levy_receipt (voucher) where voucher is not null;
create index levy_receipt_reversal on levy_receipt (reversal) where reversal is not null;
create index levy_remittance_reversal on levy_remittance (reversal) where reversal is not null;
create trigger levy_receipt_no_replace before insert on levy_receipt
when exists (select 1 from levy_receipt where id = new.id)
begin select raise(abort, '这笔到账已经登记，不能覆盖。'); end;
create trigger levy_receipt_booked before update on levy_receipt
when new.id <> old.id or (old.voucher is not null and (new.voucher is not old.voucher or new.day <> old.day
    or new.total_fen <> old.total_fen or new.kept_fen <> old.kept_fen or new.up_fen <> old.up_fen
    or new.from_month <> old.from_month or new.to_month <> old.to_month or new.mode <> old.mode))
  or (new.reversal is not old.reversal and (old.reversal is not null or not exists (
    select 1 from voucher where id = new.reversal and reverses = old.voucher and posted = 1)))
begin select raise(abort, '这笔到账已经记账，不能改，请冲销它的凭证。'); end;
create trigger levy_receipt_no_delete before delete on levy_receipt when old.voucher is not null
begin select raise(abort, '这笔到账已经记账，不能删除，请冲销它的凭证。'); end;
create trigger levy_remittance_no_replace before insert on levy_remittance
when exists (select 1 from levy_remittance where id = new.id)
begin select raise(abort, '这笔上缴已经登记，不能覆盖。'); end;
create trigger levy_remittance_booked before update on levy_remittance
when new.id <> old.id or (old.voucher is not null and (new.voucher is not old.voucher or new.day <> old.day
    or new.fen <> old.fen))
  or (new.reversal is not old.reversal and (old.reversal is not null or not exists (
    select 1 from voucher where id = new.reversal and reverses = old.voucher and posted = 1)))
begin select raise(abort, '这笔上缴已经记账，不能改，请冲销它的凭证。'); end;
create trigger levy_remittance_no_delete before delete on levy_remittance when old.voucher is not null
begin select raise(abort, '这笔上缴已经记账，不能删除，请冲销它的凭证。'); end;
create trigger campaign_ends_at_zero before update of closed_on on campaign
when old.closed_on is null and new.closed_on is not null and 0 <> (
  select coalesce(sum(debit_fen - credit_fen), 0) from (
    select debit_fen, credit_fen from month_sum where account = new.account
    union all select debit_fen, credit_fen from opening_balance where account = new.account))
begin select raise(abort, '这项代管经费还有余额，不能结束。'); end;
create trigger line_dimensions before insert on voucher_line
when (new.budget_line is not null and not exists (select 1 from budget_line where id = new.budget_line))
  or (new.activity is not null and not exists (select 1 from activity where id = new.activity))
  or (new.campaign is not null and not exists (select 1 from campaign where id = new.campaign))
begin select raise(abort, '分录上的预算项、活动或代管项目不存在。'); end;
create trigger line_dimensions_update before update on voucher_line
when (new.budget_line is not null and not exists (select 1 from budget_line where id = new.budget_line))
  or (new.activity is not null and not exists (select 1 from activity where id = new.activity))
  or (new.campaign is not null and not exists (select 1 from campaign where id = new.campaign))
begin select raise(abort, '分录上的预算项、活动或代管项目不存在。'); end;
create index voucher_line_budget on voucher_line (budget_line, month) where budget_line is not null;
create index voucher_line_activity on voucher_line (activity) where activity is not null;
create index voucher_line_campaign on voucher_line (campaign) where campaign is not null;
create index voucher_line_earmark on voucher_line (earmark, month) where earmark <> '';
create trigger activity_no_delete before delete on activity
when exists (select 1 from voucher_line where activity = old.id)
begin select raise(abort, '已有凭证用到这个活动，不能删除。'); end;
create trigger campaign_no_delete before delete on campaign
when exists (select 1 from voucher_line where campaign = old.id)
begin select raise(abort, '已有凭证用到这个代管项目，不能删除。'); end;
create index levy_remittance_voucher on levy_remittance (voucher) where voucher is not null;
create trigger paper_bytes_no_update before update on paper_bytes
begin select raise(abort, '留存的原件不能改。'); end;
create trigger paper_bytes_no_replace before insert on paper_bytes
when exists (select 1 from paper_bytes where id = new.id)
begin select raise(abort, '留存的原件不能改。'); end;
create trigger paper_bytes_no_delete before delete on paper_bytes
when exists (select 1 from paper_file where id = old.id)
begin select raise(abort, '留存的原件不能删。'); end;
create index paper_link_row on paper_link (tbl, key);
create index invoice_voucher on invoice (voucher) where voucher is not null;
create index invoice_claim on invoice (claim) where claim is not null;
create index invoice_day on invoice (day);
create index invoice_red_of on invoice (red_of) where red_of is not null;
create index invoice_red on invoice (total_fen) where total_fen < 0;
create unique index invoice_file_page on invoice (file, page) where file is not null;
create index bank_slip_line on bank_slip (bank_line) where bank_line is not null;
create index bank_slip_voucher on bank_slip (voucher) where voucher is not null;
create trigger number_book_no_overlap before insert on number_book
when exists (select 1 from number_book where kind = new.kind and name = new.name and prefix = new.prefix
    and first <= new.last and last >= new.first)
begin select raise(abort, '这段号码和已登记的重叠。'); end;
create trigger number_book_no_overlap_update before update on number_book
when exists (select 1 from number_book where id <> old.id and kind = new.kind and name = new.name
    and prefix = new.prefix and first <= new.last and last >= new.first)
begin select raise(abort, '这段号码和已登记的重叠。'); end;
create index number_use_voucher on number_use (voucher) where voucher is not null;
create trigger number_use_in_range before insert on number_use
when not exists (select 1 from number_book where id = new.book and new.number between first and last)
begin select raise(abort, '号码不在这一本的范围里。'); end;
create trigger number_use_stays before update on number_use
when new.book <> old.book or new.number <> old.number
begin select raise(abort, '用过的号码不能改成别的号码。'); end;
create trigger number_book_keeps_used before update on number_book
when exists (select 1 from number_use where book = old.id and number not between new.first and new.last)
begin select raise(abort, '已经用过的号码会落到这一本的范围外。'); end;
create index publication_period on publication (kind, period);
create trigger carried_earmark_no_insert before insert on carried_earmark
when exists (select 1 from period where state = 'closed' and month in (new.year || '-12', (new.year + 1) || '-12'))
begin select raise(abort, '这一年已年结，专项结转不能改。'); end;
create trigger carried_earmark_no_update before update on carried_earmark
when exists (select 1 from period where state = 'closed' and month in (old.year || '-12', new.year || '-12', (old.year + 1) || '-12', (new.year + 1) || '-12'))
begin select raise(abort, '这一年已年结，专项结转不能改。'); end;
create trigger carried_earmark_no_delete before delete on carried_earmark
when exists (select 1 from period where state = 'closed' and month in (old.year || '-12', (old.year + 1) || '-12'))
begin select raise(abort, '这一年已年结，专项结转不能改。'); end;
create index form_template_file on form_template (file);
