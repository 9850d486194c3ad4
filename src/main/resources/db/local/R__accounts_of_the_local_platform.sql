-- Accounts of the local platform; each password is the user name. Never part of a production build's profile.
insert into account (username, display_name, email, password, language, created_at) values
  ('anna', 'Anna Peeters', 'anna@vacuclean.example', '$2a$10$Ir8f84ynH/IQxwplWmIFzu7KmPjIzTytszeTkSSVqWNH5YqinTDai', 'nl', now()),
  ('bram', 'Bram Jacobs', 'bram@programme.example', '$2a$10$OYQuQNfRMlYTPqEsQySG..Eb1l/EWKtqJz/or07xQ.TJSGCjATXku', 'nl', now()),
  ('britta', 'Britta Engels', 'britta@programme.example', '$2a$10$8d73XcBW7t2o6OIlch6E3OTfL2rBlFPKowen5IpvpVfPlIMhbVENi', 'de', now()),
  ('benoit', 'Benoît Collard', 'benoit@programme.example', '$2a$10$Ss2pt5QwIbWImCeHrLFFaeJjJrs4dsEir5Hlo.ANDVDJRXDnb0g12', 'fr', now()),
  ('eva', 'Eva Claes', 'eva@programme.example', '$2a$10$oD0/RgX4mEvEJPbcxYmmlOAe7JEEBH3i28SVjg3DB0TW3Mesjvc5.', 'nl', now()),
  ('emil', 'Emil Schneider', 'emil@programme.example', '$2a$10$ugekJRe8xfL/bAdMD.c/nOcxa8tpTq8Sv4EGKJfiIsrn9g4xrQyrG', 'de', now()),
  ('olga', 'Olga Lambert', 'olga@programme.example', '$2a$10$f9Pzh0h74Zws3GuCATPc/upK30ZSLjnfD./gRIzPKD95/NxFTUQp2', 'fr', now()),
  ('max', 'Max Hermans', 'max@programme.example', '$2a$10$YVfMWHrxKtP7nmzgrruKbepBH5oOaqL1JnLltDd.tQ2NC5nFrxtKu', 'nl', now()),
  ('oscar', 'Oscar Wouters', 'oscar@programme.example', '$2a$10$ksuprG3VHhexrxpXNN8fqet6px5aYZmXVBoaS6qRvYPERj7M80BgG', 'nl', now()),
  ('mona', 'Mona Reuter', 'mona@programme.example', '$2a$10$h4r0RqEqEN62RtOBsPk4fedlvQH7MW5FiqMuPWbkaGCTZfgI2RdwO', 'de', now()),
  ('marie', 'Marie Lejeune', 'marie@programme.example', '$2a$10$CM4iInmv61lBkoLW1tmCOu5gyTH28PDDuv0ovxv6QCyk/LSpTFVDW', 'fr', now()),
  ('fiona', 'Fiona Dubois', 'fiona@programme.example', '$2a$10$crEezQdLp3wu8qcbKJryHe8Pl0YjhEnH1cpbA8h.73Co20uJHehuy', 'fr', now()),
  ('felix', 'Felix Krings', 'felix@programme.example', '$2a$10$fKwrD7rWU1zRQDv0CM5dvuSoSYZhHeQbCLqjevG2cnwXYEVp./2Ri', 'de', now()),
  ('femke', 'Femke Smeets', 'femke@programme.example', '$2a$10$brAR21Wm4OmB.oXc172hAu18fA1wnqpB/gBxSfVee3Jiqhjo3aYcC', 'nl', now()),
  ('ada', 'Ada Janssen', 'ada@programme.example', '$2a$10$eeIJvjL7S6EKXKIGy2rbJuEyJzUOvBdu1hpMbt5MjiICgN8mh3ejO', 'en', now()),
  ('aude', 'Aude Renard', 'aude@programme.example', '$2a$10$zNpxhVI/KcHqqKGOUsBbxu34IMS5pCZy6QSFC4RYk.EG.Z7QXyntu', 'fr', now())
on conflict (username) do nothing;

insert into account_role (username, role) values
  ('anna', 'APPLICANT'),
  ('bram', 'BUSINESS_SUPPORT_MANAGER'),
  ('britta', 'BUSINESS_SUPPORT_MANAGER'),
  ('benoit', 'BUSINESS_SUPPORT_MANAGER'),
  ('eva', 'EVALUATOR'),
  ('emil', 'EVALUATOR'),
  ('olga', 'PROGRAMME_OFFICER'),
  ('max', 'PROGRAMME_MANAGER'),
  ('oscar', 'PROGRAMME_OFFICER'),
  ('mona', 'PROGRAMME_MANAGER'),
  ('marie', 'PROGRAMME_MANAGER'),
  ('fiona', 'FINANCE_OFFICER'),
  ('felix', 'FINANCE_OFFICER'),
  ('femke', 'FINANCE_OFFICER'),
  ('ada', 'ADMINISTRATOR'),
  ('aude', 'AUDITOR')
on conflict (username, role) do nothing;
