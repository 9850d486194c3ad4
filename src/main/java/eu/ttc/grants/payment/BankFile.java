package eu.ttc.grants.payment;

/** The bank file of a released batch, the same at every download. */
public record BankFile(String fileName, byte[] content, String sha256) {}
