package esg.store;

import java.sql.DriverManager;

/** Another process that holds the database file until it is ended. */
final class FileHolder {
    private FileHolder() {}

    public static void main(String[] args) throws Exception {
        try (var _ = DriverManager.getConnection(args[0], "", "")) {
            System.out.println("held");
            int end = System.in.read();
            System.out.println("ended " + end);
        }
    }
}
