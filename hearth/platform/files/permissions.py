"""Files have no permission of their own: whoever may open the document may open its file."""
