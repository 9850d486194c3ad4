package eu.ttc.grants.notification;

/** A way by which applicants are told what happens. */
public enum Channel {
  E_MAIL
}
