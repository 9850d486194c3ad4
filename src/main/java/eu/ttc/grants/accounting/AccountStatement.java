package eu.ttc.grants.accounting;

/** The statement of account of one application as a PDF, as things stood when it was asked for. */
public record AccountStatement(String fileName, byte[] content) {}
