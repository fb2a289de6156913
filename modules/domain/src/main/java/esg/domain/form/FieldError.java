package esg.domain.form;

/** What is wrong with one field of a document: its path as the writer knows it ({@code opts.extusernames}) and why. */
public record FieldError(String field, String message) {}
