"""stub"""
def model_links(payers, links, register, engine):
    return []
