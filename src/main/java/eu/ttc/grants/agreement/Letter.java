package eu.ttc.grants.agreement;

/**
 * The agreement as a PDF, the same at every download.
 *
 * @param sha256 of the content
 */
public record Letter(String fileName, byte[] content, String sha256) {}
