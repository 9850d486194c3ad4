-- One request for more time per application and subject: the claim of a voucher, or the signatures of the fund.
alter table claim_extension rename to extension_request;
alter table extension_request add column subject text not null default 'CLAIM';
alter table extension_request alter column subject drop default;
alter table extension_request drop constraint claim_extension_pkey;
alter table extension_request add constraint one_request_for_more_time_per_subject primary key (application, subject);
alter table extension_request add constraint subject_of_extension_is_known check (subject in ('CLAIM', 'SIGNATURES'));
comment on table extension_request is 'Requests of applicants for more time, and what was decided';
