"""The staff pages under /desk: queue, tickets, report, audit log, forum links, behind a login."""
