alter table application drop constraint status_is_known;
alter table application add constraint status_is_known check (status in ('DRAFT', 'SUBMITTED', 'INFO_REQUESTED', 'COMPLETE',
  'ELIGIBLE', 'EVALUATED', 'APPROVED', 'CONTRACTED', 'RUNNING', 'FINAL_REPORTED', 'CLOSED', 'REJECTED', 'UNDER_APPEAL',
  'LAPSED', 'TERMINATED', 'WITHDRAWN'));
