package eu.ttc.grants.ranking;

/**
 * Who may sit on the panel of a call.
 *
 * @param username of their account
 * @param memberState ISO 3166 code of the Member State that they stand for
 */
public record PanelMember(String username, String memberState) {}
