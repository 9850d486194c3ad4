-- Experts of the local platform; their accounts are local too.
insert into expert (username, sectors, languages, employer) values
  ('eva', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], array['nl', 'fr', 'en'], 'Universiteit Leuven Research'),
  ('emil', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], array['de', 'nl', 'en'], 'Aachener Institut für Technik')
on conflict (username) do update
  set sectors = excluded.sectors, languages = excluded.languages, employer = excluded.employer;
