-- Experts of the local platform; their accounts are local too.
insert into expert (username, sectors, employer) values
  ('eva', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], 'Universiteit Leuven Research'),
  ('emil', array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS'], 'Aachener Institut für Technik')
on conflict (username) do nothing;
