-- Things that have several labels and none in force. Nobody says which class they are of, so they may be of any.
alter table labelled add column unsettled bigint not null default 0;
