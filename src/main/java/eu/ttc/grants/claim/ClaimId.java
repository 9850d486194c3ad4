package eu.ttc.grants.claim;

import java.io.Serializable;

record ClaimId(String application, int number) implements Serializable {}
