"""The first screen: what needs somebody today, and where it all goes.

==============  =================================================================
``desk``        all of it, as one answer for the web client
``needs``       the list of cards and their figures, in their order
``charts``      the list of charts, in their order
==============  =================================================================
"""
