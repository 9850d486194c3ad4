package eu.ttc.grants.recovery;

import java.io.Serializable;

record RecoveryId(String application, int number) implements Serializable {}
