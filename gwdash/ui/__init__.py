"""What people see: the shell, the frame around every page, and the views the pages show."""
