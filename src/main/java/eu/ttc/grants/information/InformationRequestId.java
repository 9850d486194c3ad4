package eu.ttc.grants.information;

import java.io.Serializable;

record InformationRequestId(String application, int number) implements Serializable {}
