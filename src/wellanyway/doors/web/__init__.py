"""The page: a server on this machine that tells stories to browsers, and what the browsers run.

A thin door. `app` puts it together; `guard` keeps strangers out; `house` holds what is shared by all who
listen; `stories`, `views` and `telling` are the API; `page/` is served as it lies there, without any build.
"""
