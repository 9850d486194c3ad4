-- An entry of the history may be told to several people: experts who meet, and who moderates.
alter table notification drop constraint each_entry_is_told_once_per_channel;
alter table notification
  add constraint each_entry_is_told_each_reader_once_per_channel unique (application, history_number, channel, recipient);
