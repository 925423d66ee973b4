"""Front matter: from the lines at the top of a file to typed fields, with what is wrong with each.

In order: ``fences`` finds the lines (``unopened``: where they don't begin with `---`), ``yaml_block`` reads them or
``entries`` finds the slip in them (``slips``), ``top`` has them as entries under our own names (``keys``). What is
wrong with a name is told by ``wrong_names`` and ``foreign_names``. Then ``typed`` makes the values (``models`` says
which key takes what, ``values`` what that may be). What is made of a whole file is for the modules around this.
"""
