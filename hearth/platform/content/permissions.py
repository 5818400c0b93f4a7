"""To do this one must be allowed …"""

VIEW_DEFINITIONS = "content.view_definitions"
EDIT_DEFINITION = "content.edit_definition"
PUBLISH_DEFINITION = "content.publish_definition"
