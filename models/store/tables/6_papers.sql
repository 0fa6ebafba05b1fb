-- Papers as files: kept whole by content hash; what they belong to; invoices, bank slips, number ranges.

create table paper_file (
  id integer primary key autoincrement,
  sha256 text not null unique check (length(sha256) = 64),
  name text not null,
  kind text not null check (kind in ('pdf', 'ofd', 'xml', 'jpg', 'png', 'xlsx', 'docx', 'csv', 'txt')),
  size integer not null check (size > 0),
  at text not null,
  by integer not null references user (id)
) strict;

-- The bytes themselves: outside the journal, which keeps their hash.
create table paper_bytes (
  id integer primary key references paper_file (id) on delete cascade,
  content blob not null
) strict;
create trigger paper_bytes_no_update before update on paper_bytes
begin select raise(abort, '留存的原件不能改。'); end;
create trigger paper_bytes_no_replace before insert on paper_bytes
when exists (select 1 from paper_bytes where id = new.id)
begin select raise(abort, '留存的原件不能改。'); end;

create trigger paper_bytes_no_delete before delete on paper_bytes
when exists (select 1 from paper_file where id = old.id)
begin select raise(abort, '留存的原件不能删。'); end;

-- What a paper belongs to: any row of any table.
create table paper_link (
  id integer primary key autoincrement,
  file integer not null references paper_file (id),
  tbl text not null,
  key integer not null,
  note text not null default '',
  unique (file, tbl, key)
) strict;
create index paper_link_row on paper_link (tbl, key);

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
create index invoice_voucher on invoice (voucher) where voucher is not null;
create index invoice_claim on invoice (claim) where claim is not null;
create index invoice_day on invoice (day);
create index invoice_red_of on invoice (red_of) where red_of is not null;
create index invoice_red on invoice (total_fen) where total_fen < 0;
create unique index invoice_file_page on invoice (file, page) where file is not null;

-- One page of the bank's slips.
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
create index bank_slip_line on bank_slip (bank_line) where bank_line is not null;
create index bank_slip_voucher on bank_slip (voucher) where voucher is not null;

-- Receipt books and cheques: a range of numbers, and what became of each.
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
create trigger number_book_no_overlap before insert on number_book
when exists (select 1 from number_book where kind = new.kind and name = new.name and prefix = new.prefix
    and first <= new.last and last >= new.first)
begin select raise(abort, '这段号码和已登记的重叠。'); end;
create trigger number_book_no_overlap_update before update on number_book
when exists (select 1 from number_book where id <> old.id and kind = new.kind and name = new.name
    and prefix = new.prefix and first <= new.last and last >= new.first)
begin select raise(abort, '这段号码和已登记的重叠。'); end;

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
