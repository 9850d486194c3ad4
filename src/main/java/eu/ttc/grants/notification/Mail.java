package eu.ttc.grants.notification;

/** A mail in both forms; they say the same. */
record Mail(String subject, String text, String html) {}
