package eu.ttc.grants.local.samples;

/** Who speaks to the portal. */
record Person(String username, String password) {}
