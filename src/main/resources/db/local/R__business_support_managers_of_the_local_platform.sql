-- Business support managers of the local platform; their accounts are local too.
insert into business_support_manager (username, regions, languages, sectors, employer) values
  ('bram', array['EINDHOVEN', 'MAASTRICHT', 'HASSELT', 'LEUVEN'], array['nl', 'en'],
    array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], 'Brainport Development'),
  ('britta', array['AACHEN', 'OSTBELGIEN', 'MAASTRICHT'], array['de', 'nl', 'en'],
    array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], 'Agentur für Innovation Aachen'),
  ('benoit', array['LIEGE', 'OSTBELGIEN'], array['fr', 'de', 'en'],
    array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], 'Agence liégeoise de développement')
on conflict (username) do update
  set regions = excluded.regions, languages = excluded.languages, sectors = excluded.sectors, employer = excluded.employer;
