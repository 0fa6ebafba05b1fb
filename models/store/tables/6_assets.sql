-- Fixed assets with their depreciation, disposal and count; goods in stock. They equal the ledger.

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
create index asset_class_of on asset (class);
create index asset_voucher on asset (voucher) where voucher is not null;

create table depreciation (
  id integer primary key autoincrement,
  asset integer not null references asset (id),
  month text not null check (month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  fen integer not null check (fen > 0),
  voucher integer not null references voucher (id),
  unique (asset, month)
) strict;
-- What an asset cost and lost by the books can't be bent afterwards.
create trigger asset_no_bend before update on asset
when (old.voucher is not null or exists (select 1 from depreciation where asset = old.id))
  and (new.cost_fen <> old.cost_fen or new.before_fen <> old.before_fen or new.start_month <> old.start_month
    or new.id <> old.id)
begin select raise(abort, '资产已入账，不能改原值、启用月份和以前的折旧。'); end;
-- An insert or update that replaces a row takes it away without asking the triggers on delete.
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
create index stock_count_row_count on stock_count_row (count);
create trigger stock_count_row_finished before update on stock_count_row
when exists (select 1 from stock_count where id in (old.count, new.count) and finished = 1)
begin select raise(abort, '这次盘点已经结束，不能再改。'); end;
create trigger stock_count_row_no_delete before delete on stock_count_row
when exists (select 1 from stock_count where id = old.count and finished = 1)
begin select raise(abort, '这次盘点已经结束，不能再改。'); end;

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
-- For the look at every row that taking one away needs.
create index asset_disposal_voucher on asset (disposal_voucher) where disposal_voucher is not null;
create index asset_unit on asset (unit) where unit is not null;
create index stock_count_row_goods on stock_count_row (goods) where goods is not null;
create index stock_count_row_asset on stock_count_row (asset) where asset is not null;
create index goods_move_from_move on goods_move (from_move) where from_move is not null;
create index goods_move_activity on goods_move (activity) where activity is not null;
create index goods_move_unit on goods_move (unit) where unit is not null;
