-- Tests move the engine's clock only forward, through one year after another, past the end of rules that have one.
update de_minimis_ruleset set valid_to = null where valid_to = (select max(valid_to) from de_minimis_ruleset);
