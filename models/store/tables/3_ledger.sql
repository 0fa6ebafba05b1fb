-- The fund ledger. Code speaks of account keys; codes and names are rows.

create table account (
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
create index account_parent on account (parent);

-- Balances before the first month of this book.
create table opening_balance (
  id integer primary key autoincrement,
  year integer not null,
  account integer not null references account (id),
  debit_fen integer not null default 0 check (debit_fen >= 0),
  credit_fen integer not null default 0 check (credit_fen >= 0),
  unique (year, account)
) strict;

create table period (
  id integer primary key autoincrement,
  month text not null unique check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  state text not null check (state in ('open', 'closed')),
  at text not null,
  by integer not null references user (id),
  reason text not null default ''
) strict;

-- number is given at posting, per month and word, and never changes. Drafts have none.
create table voucher (
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
create index voucher_day on voucher (day, id);
create index voucher_posted on voucher (posted, month) where posted = 0;
create unique index voucher_reverses on voucher (reverses) where reverses is not null and posted = 1;
create index voucher_source on voucher (source, source_id) where source <> '';
create index voucher_reversed on voucher (reverses) where reverses is not null;
create index voucher_refunds on voucher (refunds) where refunds is not null;

create table voucher_line (
  id integer primary key autoincrement,
  voucher integer not null references voucher (id),
  position integer not null check (position > 0),
  month text not null,
  account integer not null references account (id),
  summary text not null,
  debit_fen integer not null default 0,
  credit_fen integer not null default 0,
  pair integer not null default 1,
  fund text not null default '',
  earmark text not null default '',
  budget_line integer,
  unit integer references unit (id),
  member integer references member (id),
  partner text not null default '',
  activity integer,
  campaign integer,
  unique (voucher, position),
  check ((debit_fen = 0) <> (credit_fen = 0))
) strict;
create index voucher_line_account on voucher_line (account, month, voucher);
-- For the look at every line that taking a member or unit away needs.
create index voucher_line_member on voucher_line (member) where member is not null;
create index voucher_line_unit on voucher_line (unit) where unit is not null;

-- Marks are beside the frozen voucher: who checked, signed, approved, printed.
create table voucher_mark (
  id integer primary key autoincrement,
  voucher integer not null references voucher (id),
  kind text not null check (kind in ('checked', 'cashier', 'approved', 'printed', 'scanned')),
  by integer not null references user (id),
  at text not null,
  note text not null default ''
) strict;
create index voucher_mark_voucher on voucher_mark (voucher, kind);

-- Kept by the posting trigger in the voucher's own transaction; `verify` reckons it anew.
create table month_sum (
  account integer not null references account (id),
  month text not null,
  debit_fen integer not null,
  credit_fen integer not null,
  closing_debit_fen integer not null default 0,
  closing_credit_fen integer not null default 0,
  lines integer not null,
  primary key (account, month)
) strict, without rowid;
create index month_sum_month on month_sum (month);

-- The same by year, so that opening balances need no walk through every month of the book.
create table year_sum (
  account integer not null references account (id),
  year integer not null,
  debit_fen integer not null,
  credit_fen integer not null,
  primary key (account, year)
) strict, without rowid;

create trigger voucher_posting before update of posted on voucher
when old.posted = 0 and new.posted = 1
begin
  -- one look at the lines for all that is asked of them
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
  -- what comes back is never more than what is left of the refunded voucher on that account and side
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

-- A posted voucher is frozen, whichever door one comes through (REPLACE goes past update and delete
-- triggers, so inserts over a posted row are stopped too).
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
create trigger line_no_insert before insert on voucher_line
when exists (select 1 from voucher where id = new.voucher and posted = 1)
  or exists (select 1 from voucher_line l join voucher v on v.id = l.voucher where l.id = new.id and v.posted = 1)
begin select raise(abort, '凭证已记账，不能加分录。'); end;
create trigger line_no_update before update on voucher_line
when exists (select 1 from voucher where id in (old.voucher, new.voucher) and posted = 1)
  or (new.id <> old.id and exists (select 1 from voucher_line l join voucher v on v.id = l.voucher
      where l.id = new.id and v.posted = 1))
begin select raise(abort, '凭证已记账，不能改分录。'); end;
create trigger line_no_delete before delete on voucher_line
when exists (select 1 from voucher where id = old.voucher and posted = 1)
begin select raise(abort, '凭证已记账，不能删分录。'); end;

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

-- A closed month stays closed until someone reopens it with a reason.
create trigger period_no_drafts before update of state on period
when new.state = 'closed' and exists (select 1 from voucher where month = new.month and posted = 0)
begin select raise(abort, '这个月还有没记账的凭证，不能结账。'); end;
create trigger period_no_drafts_insert before insert on period
when new.state = 'closed' and exists (select 1 from voucher where month = new.month and posted = 0)
begin select raise(abort, '这个月还有没记账的凭证，不能结账。'); end;
create trigger period_reopen before update on period
when old.state = 'closed' and (new.month <> old.month or new.id <> old.id
    or (new.state = 'open' and new.reason = ''))
begin select raise(abort, '反结账要写明原因。'); end;
create trigger period_reopen_last before update on period
when old.state = 'closed' and new.state = 'open' and exists (
  select 1 from period where state = 'closed' and month > old.month)
begin select raise(abort, '要从最后结账的月份开始反结账。'); end;
create trigger period_no_clash before update on period
when exists (select 1 from period where id <> old.id and state = 'closed' and (id = new.id or month = new.month))
begin select raise(abort, '这个月已结账。'); end;
create trigger period_no_delete before delete on period when old.state = 'closed'
begin select raise(abort, '已结账的月份不能删除。'); end;
create trigger period_no_replace before insert on period
when exists (select 1 from period where state = 'closed' and (month = new.month or id = new.id))
begin select raise(abort, '这个月已结账。'); end;
create trigger opening_no_insert before insert on opening_balance
when exists (select 1 from period where state = 'closed' and month glob new.year || '-*')
begin select raise(abort, '已经结过账，期初余额不能再改。'); end;
create trigger opening_no_update before update on opening_balance
when exists (select 1 from period where state = 'closed' and (month glob old.year || '-*' or month glob new.year || '-*'))
begin select raise(abort, '已经结过账，期初余额不能再改。'); end;
create trigger opening_no_delete before delete on opening_balance
when exists (select 1 from period where state = 'closed' and month glob old.year || '-*')
begin select raise(abort, '已经结过账，期初余额不能再改。'); end;
