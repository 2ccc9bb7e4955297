"""The workbench: one case as pages on 127.0.0.1, to read, to search and to correct. The same layer as the page.

`app.workbench(store)` gives the ASGI application, `run.serve(store)` serves it. `desk.py` holds one version of
the case with its indexes; `pages/` makes what a page shows, as frozen values: the HTML and the `.json` twin are two
writings of the same value; `guard.py` says who may ask; `actions.py` turns a form into a decision.
"""
