"""What every gunicorn that serves the portal has in common; it reads this file where it is started. Flags win over it."""

worker_class = "gthread"
threads = 4
limit_request_line = 8190  # the longest: fifty codes in several filters of the API are one question
control_socket_disable = True  # since version 27 one would open in the home folder
