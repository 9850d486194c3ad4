package eu.ttc.grants.appeal;

import java.io.Serializable;

record AppealId(String application, int number) implements Serializable {}
