"""From a report to its statements, speakers, figures, times and places."""
