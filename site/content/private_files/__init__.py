"""Documents and pictures that are not for everybody.

A collection that is closed to the signed-out, or to all but some groups, is private, and so is all below it. Its files lie in a
folder of their own (`storage`), beside the one a web server may hand out; wherever a picture is made smaller, the smaller one
lies there too (`placing`). They have addresses of their own, which ask for the rights of the collection (`serving`). In the
admin nobody is offered files of a collection they may not read, whatever rights they have above it (`policy`, `screens`).
"""
