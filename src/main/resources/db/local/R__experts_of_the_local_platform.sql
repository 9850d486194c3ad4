-- Experts of the local platform; their accounts are local too.
insert into expert (username, sectors, languages, employer, country) values
  ('eva', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], array['nl', 'fr', 'en'], 'Universiteit Leuven Research', 'BE'),
  ('emil', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], array['de', 'nl', 'en'], 'Aachener Institut für Technik', 'DE'),
  ('evelien', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], array['nl', 'de', 'en'], 'Brainport Advies', 'NL'),
  ('evert', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], array['de', 'fr', 'en'], 'Luxembourg Science Office', 'LU'),
  ('ezra', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], array['fr', 'nl', 'en'], 'Atelier Mosan', 'FR')
on conflict (username) do update
  set sectors = excluded.sectors, languages = excluded.languages, employer = excluded.employer, country = excluded.country;
